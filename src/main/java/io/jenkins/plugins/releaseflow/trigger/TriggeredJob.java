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
    private final String fileName;
    private final JobStarter starter;
    private final Runnable withdraw;
    private Optional<SeenBuilds> seen = Optional.empty();
    private boolean read;

    /**
     * @param fileName of the file in the job's directory that keeps what is known
     * @param withdraw is run where the starter says that it is withdrawn
     */
    TriggeredJob(
            String job,
            BuildPolicy policy,
            Predicate<SucceededBuild> scope,
            String fileName,
            JobStarter starter,
            Runnable withdraw) {
        this.job = job;
        this.policy = policy;
        this.scope = scope;
        this.fileName = fileName;
        this.starter = starter;
        this.withdraw = withdraw;
    }

    /**
     * Takes note of a look, and starts the job for what is news.
     *
     * @return whether anything was
     */
    synchronized boolean looked(List<SucceededBuild> listed) {
        if (starter.isWithdrawn()) {
            withdraw.run();
            return false;
        }
        Optional<SeenBuildsFile> place = file();
        return place.isPresent() && looked(listed, place.get());
    }

    private Optional<SeenBuildsFile> file() {
        return starter.directory().map(directory -> new SeenBuildsFile(directory.resolve(fileName)));
    }

    private boolean looked(List<SucceededBuild> listed, SeenBuildsFile file) {
        try {
            if (!read) {
                readAgain(file);
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
                start(build, file);
            }
            return !news.isEmpty();
        } catch (IOException failure) {
            // What was not started is news to the next look, or pending on the disk.
            read = false;
            LOGGER.log(
                    Level.WARNING,
                    failure,
                    () -> "The builds that job '" + job
                            + "' knows of can't be kept, or it can't be found, so it is not started; trying again at the next look");
            return false;
        }
    }

    /** A run of the job began for a build, or somebody took it out of the queue. */
    synchronized void isOver(String buildId) {
        if (!starter.isWithdrawn()) {
            file().ifPresent(file -> isOver(buildId, file));
        }
    }

    private void isOver(String buildId, SeenBuildsFile file) {
        try {
            if (!read) {
                readAgain(file);
            }
            if (pending().stream().anyMatch(build -> build.buildId().equals(buildId))) {
                over(buildId, file);
            }
        } catch (IOException failure) {
            LOGGER.log(
                    Level.WARNING,
                    failure,
                    () -> "It can't be kept that job '" + job + "' was started for build '" + buildId
                            + "'; its runs are asked after the next start of Jenkins");
        }
    }

    private void readAgain(SeenBuildsFile file) throws IOException {
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
                over(build.buildId(), file);
            } else {
                start(build, file);
            }
        }
    }

    private void start(BuildPin build, SeenBuildsFile file) throws IOException {
        if (!starter.start(build)) {
            LOGGER.info(() ->
                    "Job '" + job + "' is not started for build " + build.summary() + ", since it can't be built now");
            over(build.buildId(), file);
        }
    }

    private void over(String buildId, SeenBuildsFile file) throws IOException {
        SeenBuilds less = seen.orElseThrow().without(buildId);
        seen = Optional.of(less);
        file.write(less);
    }

    private List<BuildPin> pending() {
        return seen.map(SeenBuilds::pending).orElse(List.of());
    }
}
