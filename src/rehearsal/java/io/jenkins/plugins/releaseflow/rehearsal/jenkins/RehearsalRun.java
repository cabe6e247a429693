package io.jenkins.plugins.releaseflow.rehearsal.jenkins;

import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** One run of a Jenkinsfile, kept in {@code jobs/<job>/builds/<number>} with its console text in {@code log}. */
public final class RehearsalRun extends Run<RehearsalJob, RehearsalRun> {

    private final transient Clock clock;

    private RehearsalRun(RehearsalJob job, long timestamp, int number, Clock clock) {
        super(job, timestamp);
        this.number = number;
        this.clock = clock;
    }

    static RehearsalRun create(RehearsalJob job, Clock clock) throws IOException {
        RehearsalRun run = new RehearsalRun(job, clock.millis(), job.assignBuildNumber(), clock);
        Files.createDirectories(run.getRootDir().toPath());
        return run;
    }

    /** A run of an earlier process; one that was cut off has failed. */
    static RehearsalRun load(RehearsalJob job, int number) throws IOException {
        Path file = job.getBuildDir().toPath().resolve(number + "/build.xml");
        Optional<SavedBuild> saved = SavedBuild.read(file);
        RehearsalRun run =
                new RehearsalRun(job, saved.map(SavedBuild::timestamp).orElse(0L), number, Clock.systemDefaultZone());
        run.result = saved.flatMap(SavedBuild::result).orElse(Result.FAILURE);
        run.duration = saved.map(SavedBuild::duration).orElse(0L);
        run.description = saved.flatMap(SavedBuild::description).orElse(null);
        run.onEndBuilding();
        return run;
    }

    /** The run begins. */
    public void begin() throws IOException {
        onStartBuilding();
        save();
    }

    /** The run has ended; without a result so far nothing has gone wrong. */
    public void end() throws IOException {
        duration = elapsed().toMillis();
        if (result == null) {
            result = Result.SUCCESS;
        }
        onEndBuilding();
        save();
    }

    /** How long the run took, or has been running, in milliseconds. */
    @Override
    public long getDuration() {
        return isBuilding() ? elapsed().toMillis() : super.getDuration();
    }

    private Duration elapsed() {
        return Duration.ofMillis(clock.millis() - getTimeInMillis());
    }
}
