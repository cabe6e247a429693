package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.pages.BuildStarter;
import io.jenkins.plugins.releaseflow.pages.BuildStop;
import io.jenkins.plugins.releaseflow.pages.RollbackStarter;
import io.jenkins.plugins.releaseflow.pages.UnknownThingException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileRunner;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.RunSettings;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;

/** The builds of the rehearsal that is under way: starts them for people, and stops them. Safe for use by many threads. */
final class RehearsalBuilds implements BuildStarter, BuildStop {
    private final Jenkins jenkins;
    private final Path home;
    private final Supplier<JenkinsfileSource> jenkinsfile;
    private final RunSettings usual;
    private final Map<String, PipelineRun> runs = new ConcurrentHashMap<>();

    /**
     * @param jenkinsfile what the job runs, read anew for each build
     * @param usual what a build is given unless somebody asks for something else
     */
    RehearsalBuilds(Jenkins jenkins, Path home, Supplier<JenkinsfileSource> jenkinsfile, RunSettings usual) {
        this.jenkins = jenkins;
        this.home = home;
        this.jenkinsfile = jenkinsfile;
        this.usual = usual;
    }

    /** What a build of a job is given, which prints to its own log only. */
    static RunSettings settings(
            Path home, String job, String who, Optional<String> branch, Map<String, String> variables)
            throws IOException {
        return new RunSettings(
                job,
                who,
                branch,
                Map.of(),
                variables,
                Files.createDirectories(home.resolve("workspace")),
                OutputStream.nullOutputStream());
    }

    @Override
    public RollbackStarter.Started start(String job, RunOverrides overrides, String who) {
        if (!job.equals(usual.jobName())) {
            throw new UnknownThingException(
                    "job: there is no job '" + job + "'; this rehearsal is of '" + usual.jobName() + "'");
        }
        try {
            return started(start(
                    jenkinsfile.get(),
                    new RunSettings(
                            job,
                            who,
                            usual.branch(),
                            usual.parameters(),
                            usual.environment(),
                            usual.workspace(),
                            OutputStream.nullOutputStream(),
                            overrides)));
        } catch (JenkinsfileException | WrongUseException wrong) {
            throw new IllegalStateException("The Jenkinsfile can't be run: " + wrong.getMessage(), wrong);
        }
    }

    /** Runs a script under a job, as what it released did. */
    RollbackStarter.Started start(String job, String branch, String script, String who) {
        try {
            return started(start(
                    new JenkinsfileSource("rollback", script),
                    settings(home, job, who, Optional.of(branch).filter(name -> !name.isEmpty()), Map.of())));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static RollbackStarter.Started started(PipelineRun run) {
        String build = run.run().getParent().getFullName() + " #" + run.run().getNumber();
        return new RollbackStarter.Started(Optional.of(build), Optional.empty());
    }

    /** @throws JenkinsfileException at the first thing in it that can't be right */
    PipelineRun start(JenkinsfileSource source, RunSettings settings) {
        JenkinsfileRunner runner =
                new JenkinsfileRunner(jenkins, PipelineListener.none(), new TerminalPrompter(), PipelineTimer.real());
        try {
            PipelineRun run = runner.start(source, settings);
            runs.values().removeIf(known -> !known.run().isBuilding());
            runs.put(run.run().getExternalizableId(), run);
            return run;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    @Override
    public boolean stop(Origin origin, String who) {
        return stop(origin, new CauseOfInterruption.UserInterruption(who));
    }

    /** The same for another reason. */
    boolean stop(Origin origin, CauseOfInterruption cause) {
        PipelineRun run = runs.get(origin.build());
        boolean isOurs = run != null && run.run().isBuilding();
        if (isOurs) {
            run.abort(cause);
        }
        return isOurs;
    }
}
