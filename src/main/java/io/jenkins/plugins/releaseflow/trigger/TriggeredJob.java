package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A job that new builds start. A build is on disk as pending before the job is put in the queue, and until a run of the job has begun; what is pending after
 * a crash is put in the queue again, unless there is such a run. So no build is lost, and none starts the job twice. Safe for use by many threads; writes the disk.
 */
final class TriggeredJob {
    private static final Logger LOGGER = Logger.getLogger(TriggeredJob.class.getName());

    private final String job;
    private final BuildPolicy policy;
    private final Predicate<SucceededBuild> scope;
    private final SeenBuildsFile file;
    private final JobStarter starter;
    private Optional<SeenBuilds> seen = Optional.empty();
    private boolean read;

    TriggeredJob(
            String job, BuildPolicy policy, Predicate<SucceededBuild> scope, SeenBuildsFile file, JobStarter starter) {
        this.job = job;
        this.policy = policy;
        this.scope = scope;
        this.file = file;
        this.starter = starter;
    }

    /**
     * Takes note of a look, and starts the job for what is news.
     *
     * @return whether anything was
     */
    synchronized boolean looked(List<SucceededBuild> listed) {
        try {
            if (!read) {
                readAgain();
            }
            List<BuildPin> before = pending();
            SeenBuilds after = NewBuilds.after(policy, scope, seen, listed);
            if (!seen.equals(Optional.of(after))) {
                file.write(after);
                seen = Optional.of(after);
            }
            List<BuildPin> news = after.pending().stream()
                    .filter(build -> !before.contains(build))
                    .toList();
            for (BuildPin build : news) {
                start(build);
            }
            return !news.isEmpty();
        } catch (IOException failure) {
            // Nothing was started, so the next look finds the same news.
            LOGGER.log(
                    Level.WARNING,
                    failure,
                    () -> "The builds that job '" + job
                            + "' knows of can't be kept, so it is not started; trying again at the next look");
            return false;
        }
    }

    /** A run of the job began for a build, or somebody took it out of the queue. */
    synchronized void isOver(String buildId) {
        try {
            if (!read) {
                readAgain();
            }
            if (pending().stream().anyMatch(build -> build.buildId().equals(buildId))) {
                over(buildId);
            }
        } catch (IOException failure) {
            LOGGER.log(
                    Level.WARNING,
                    failure,
                    () -> "It can't be kept that job '" + job + "' was started for build '" + buildId
                            + "'; its runs are asked after the next start of Jenkins");
        }
    }

    private void readAgain() throws IOException {
        try {
            seen = file.read();
        } catch (IOException unreadable) {
            LOGGER.log(
                    Level.WARNING,
                    unreadable,
                    () -> "Which builds job '" + job
                            + "' knows of can't be read; all that there are now count as known");
        }
        read = true;
        for (BuildPin build : pending()) {
            if (starter.wasStartedFor(build)) {
                over(build.buildId());
            } else {
                start(build);
            }
        }
    }

    private void start(BuildPin build) throws IOException {
        if (!starter.start(build)) {
            LOGGER.info(() ->
                    "Job '" + job + "' is not started for build " + build.summary() + ", since it can't be built now");
            over(build.buildId());
        }
    }

    private void over(String buildId) throws IOException {
        SeenBuilds less = seen.orElseThrow().without(buildId);
        seen = Optional.of(less);
        file.write(less);
    }

    private List<BuildPin> pending() {
        return seen.map(SeenBuilds::pending).orElse(List.of());
    }
}
