package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** The variable {@code currentBuild}, with the properties that scripts know from Jenkins; they may be null, as there. */
public final class CurrentBuild {

    private final Run<?, ?> run;
    private final Consumer<Result> worsen;

    CurrentBuild(Run<?, ?> run, Consumer<Result> worsen) {
        this.run = run;
        this.worsen = worsen;
    }

    /** The result so far, or null while nothing has gone wrong. */
    public String getResult() {
        return run.getResult() == null ? null : run.getResult().toString();
    }

    /** Makes the result at least as bad. */
    public void setResult(String result) {
        worsen.accept(Result.fromString(result));
    }

    /** The result so far, {@code SUCCESS} while nothing has gone wrong. */
    public String getCurrentResult() {
        return run.getResult() == null
                ? Result.SUCCESS.toString()
                : run.getResult().toString();
    }

    /** Whether the result so far is at least as good. */
    public boolean resultIsBetterOrEqualTo(String result) {
        return Result.fromString(getCurrentResult()).isBetterOrEqualTo(Result.fromString(result));
    }

    /** Whether the result so far is at least as bad. */
    public boolean resultIsWorseOrEqualTo(String result) {
        return Result.fromString(getCurrentResult()).isWorseOrEqualTo(Result.fromString(result));
    }

    /** The build's number. */
    public int getNumber() {
        return run.getNumber();
    }

    /** The build's number as text. */
    public String getId() {
        return run.getId();
    }

    /** What pages call the build. */
    public String getDisplayName() {
        return run.getDisplayName();
    }

    /** Says what pages call the build. */
    public void setDisplayName(String name) throws IOException {
        run.setDisplayName(name);
    }

    /** What pages call the build, with its job. */
    public String getFullDisplayName() {
        return run.getFullDisplayName();
    }

    /** The full name of the job. */
    public String getFullProjectName() {
        return run.getParent().getFullName();
    }

    /** The name of the job. */
    public String getProjectName() {
        return run.getParent().getName();
    }

    /** What somebody wrote about the build, or null. */
    public String getDescription() {
        return run.getDescription();
    }

    /** Writes something about the build. */
    public void setDescription(String description) throws IOException {
        run.setDescription(description);
    }

    /** How long the build has taken so far, in milliseconds. */
    public long getDuration() {
        return run.getDuration();
    }

    /** How long the build has taken so far, for people. */
    public String getDurationString() {
        return Durations.format(Duration.ofMillis(run.getDuration()));
    }

    /** When the build started, in milliseconds since 1970. */
    public long getStartTimeInMillis() {
        return run.getStartTimeInMillis();
    }

    /** The build before this one, or null. */
    public CurrentBuild getPreviousBuild() {
        Run<?, ?> previous = run.getPreviousBuild();
        return previous == null
                ? null
                : new CurrentBuild(previous, result -> {
                    throw new UnsupportedOperationException("The result of an earlier build can't be changed.");
                });
    }
}
