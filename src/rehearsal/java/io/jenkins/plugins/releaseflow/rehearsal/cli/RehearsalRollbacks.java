package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.pages.RollbackStarter;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileRunner;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.RunSettings;
import io.jenkins.plugins.releaseflow.release.Release;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Runs the scripts of rollbacks in the rehearsal that is under way, under the job of the release. */
final class RehearsalRollbacks implements RollbackStarter {
    private final Jenkins jenkins;
    private final Path home;

    RehearsalRollbacks(Jenkins jenkins, Path home) {
        this.jenkins = jenkins;
        this.home = home;
    }

    @Override
    public Started start(Release to, String script, String who) {
        JenkinsfileRunner runner =
                new JenkinsfileRunner(jenkins, PipelineListener.none(), new TerminalPrompter(), PipelineTimer.real());
        try {
            PipelineRun run = runner.start(
                    new JenkinsfileSource("rollback", script),
                    new RunSettings(
                            to.origin().job(),
                            who,
                            Optional.of(to.origin().branch()).filter(branch -> !branch.isEmpty()),
                            Map.of(),
                            Map.of(),
                            Files.createDirectories(home.resolve("workspace")),
                            OutputStream.nullOutputStream()));
            return new Started(Optional.of(run.run().getExternalizableId()), Optional.empty());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
