package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobActivity;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a run of a job may be started beside what the platform does with that job by itself: a migration must not run beside another run of its job, nor a second
 * time after the platform has run it since its image changed. Pure functions; what runs within the same release is {@link WorkBeside}'s.
 */
final class RunClearance {
    private static final String NOTHING = ". Nothing was started, since to migrate twice could spoil the database";

    /** What follows for a run. */
    sealed interface Verdict {
        /** It may be started. */
        record Free() implements Verdict {}

        /** To be looked at again after a while, since the platform may just be starting a run by itself. */
        record LookAgain(Duration after) implements Verdict {}

        /**
         * To be looked at again until the active runs have ended.
         *
         * @param why for people
         */
        record Queue(Set<String> active, String why) implements Verdict {}

        /**
         * It must not be started.
         *
         * @param trouble says why, and what to do
         */
        record Refused(PlatformException trouble) implements Verdict {}
    }

    private RunClearance() {}

    /**
     * Judges.
     *
     * @param node the node that is to run the job
     * @param baseline what the platform shows of the job now
     * @param settle how long it may take until a run shows that the platform starts by itself
     */
    static Verdict of(
            Release release, String node, JobRunRequest request, Baseline baseline, Duration settle, Instant now) {
        JobActivity activity = baseline.activity();
        if (request.concurrency() == Concurrency.ALLOW || !activity.known()) {
            return new Verdict.Free();
        }
        Optional<Node> changed = wasAsked(release, node) ? Optional.empty() : changed(release, request.job());
        if (changed.isPresent()) {
            Optional<Verdict> twice = twice(release, changed.get(), request.job(), baseline);
            if (twice.isPresent()) {
                return twice.get();
            }
        }
        // Where a node of the release is at work, whose run is active, the refusal says more that names the node.
        boolean toldBetter = WorkBeside.of(release, node, request).isPresent();
        if (!activity.active().isEmpty() && !toldBetter) {
            return busy(request, activity);
        }
        return changed.filter(deployment -> !activity.neverRunsOnChange())
                .flatMap(Node::endedAt)
                .map(ended -> Duration.between(now, ended.plus(settle)))
                .filter(left -> !left.isNegative() && !left.isZero())
                .<Verdict>map(Verdict.LookAgain::new)
                .orElseGet(Verdict.Free::new);
    }

    /** A node that goes on was cleared when it was first asked for; what it started then is no run of the platform's own. */
    private static boolean wasAsked(Release release, String node) {
        return release.node(node).filter(known -> known.attempts() > 0).isPresent();
    }

    /** The node of the release that last put something else on the job. */
    private static Optional<Node> changed(Release release, String job) {
        return release.nodeList().stream()
                .filter(node ->
                        node.baseline().map(known -> known.activity().known()).orElse(false))
                .filter(node -> node.deployment()
                        .map(DeploymentRequest::target)
                        .filter(Target.job(job)::equals)
                        .isPresent())
                .reduce((first, second) -> second);
    }

    private static Optional<Verdict> twice(Release release, Node changed, String job, Baseline baseline) {
        String setting = "Set 'Run on image change' of job " + job
                + " on the platform (runOnSourceChange) to 'never' where the release is to run it, or take runJob out of the"
                + " Jenkinsfile where the platform is to";
        String by = changed.label() + " (node " + changed.id() + ") of this release";
        if (baseline.activity().runOnChange().filter(JobActivity.ALWAYS::equals).isPresent()) {
            return Optional.of(refused("job: " + job
                    + " runs by itself whenever its image changes (runOnSourceChange is 'always'), and " + by
                    + " has just changed it: runJob would run it a second time. " + setting));
        }
        Set<String> fresh = new TreeSet<>(baseline.operationIds());
        changed.baseline().ifPresent(known -> fresh.removeAll(known.operationIds()));
        fresh.removeAll(own(release));
        return fresh.isEmpty()
                ? Optional.empty()
                : Optional.of(refused("job: since " + by + ", job " + job + " has begun to run without being asked to ("
                        + String.join(", ", fresh) + "), most likely since its image changed"
                        + (baseline.activity().scheduled() ? " or by its schedule" : "")
                        + ": runJob would run it a second time. " + setting));
    }

    private static Set<String> own(Release release) {
        Set<String> own = new HashSet<>();
        release.nodeList()
                .forEach(node -> node.reference().map(OperationReference::id).ifPresent(own::add));
        return own;
    }

    private static Verdict busy(JobRunRequest request, JobActivity activity) {
        String runs = String.join(", ", new TreeSet<>(activity.active()));
        String why = "a run of job " + request.job() + " is active on the platform (" + runs + ")"
                + (activity.scheduled() ? ", and the job also runs by its schedule" : "");
        if (request.concurrency() == Concurrency.QUEUE) {
            return new Verdict.Queue(activity.active(), why);
        }
        return refused("job: " + why + ". Wait for its end, or say concurrency: 'queue' to have the step wait for it,"
                + " or migration: 'none' where the job changes no database");
    }

    private static Verdict refused(String why) {
        return new Verdict.Refused(new PlatformException(PlatformException.Kind.REJECTED, why + NOTHING));
    }
}
