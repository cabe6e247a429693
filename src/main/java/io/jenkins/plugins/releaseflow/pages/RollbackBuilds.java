package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.model.ModifiableTopLevelItemGroup;

/** Starts builds of Jenkins that make rollbacks: each is a build of the job that made the release, or, where that is gone, of another branch of its project or of ours, in the user's name. */
final class RollbackBuilds implements RollbackStarter {
    /** How branch sources call the jobs of pull requests, which are nobody's to deploy for others. */
    private static final Pattern CHANGE = Pattern.compile("(PR|MR|CR)-[0-9].*");

    private static final Set<String> MAIN = Set.of("main", "master", "trunk");

    @Override
    public boolean hasJob(Release to) {
        return jobOf(to).isPresent();
    }

    /** Under the name that it has by now. One that the user may not see is there all the same. */
    private static Optional<Job<?, ?>> jobOf(Release to) {
        String name = ReleaseFlowRuntime.get().engine().ledger().originNow(to).job();
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return Optional.ofNullable(Jenkins.get().getItemByFullName(name, Job.class))
                    .map(job -> (Job<?, ?>) job);
        } finally {
            jenkins.close();
        }
    }

    @Override
    public Started start(Release to, String script, String who) {
        String known = ReleaseFlowRuntime.get().engine().ledger().originNow(to).job();
        Job<?, ?> job = jobOf(to)
                .filter(RollbackBuilds::canBeginNow)
                .or(() -> siblingOf(known))
                .orElseGet(() -> RollbackJob.insteadOf(known));
        return QueuedBuild.of(job, new CauseAction(new Cause.UserIdCause(who)), new RollbackScriptAction(script));
    }

    /**
     * Another branch of the multibranch project that the job belongs to, or belonged to: no job of ours can be made there, and above it the project's own environments, platforms and
     * credentials are out of reach. The main branch where there is one: others may not be let release.
     */
    private static Optional<Job<?, ?>> siblingOf(String job) {
        int end = job.lastIndexOf('/');
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return end > 0
                            && Jenkins.get().getItemByFullName(job.substring(0, end)) instanceof ItemGroup<?> group
                            && !(group instanceof ModifiableTopLevelItemGroup)
                    ? group.getItems().stream()
                            .filter(Job.class::isInstance)
                            .<Job<?, ?>>map(item -> (Job<?, ?>) item)
                            .filter(RollbackBuilds::canBeginNow)
                            .filter(each -> !CHANGE.matcher(each.getName()).matches())
                            .min(Comparator.comparing((Job<?, ?> each) -> !MAIN.contains(each.getName()))
                                    .thenComparing(Job::getName))
                    : Optional.empty();
        } finally {
            jenkins.close();
        }
    }

    /**
     * The job of a branch that is gone can't be built. One that runs one build at a time would have the rollback wait for the release that it is to end, or for
     * whatever else runs.
     */
    private static boolean canBeginNow(Job<?, ?> job) {
        boolean alone = job instanceof Queue.Task task && !task.isConcurrentBuild();
        return job.isBuildable() && !(alone && job.isBuilding());
    }
}
