package io.jenkins.plugins.releaseflow.steps;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileRunner;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.Prompter;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.RunSettings;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.scenario.ReleaseScenarios;
import io.jenkins.plugins.releaseflow.scenario.ScenarioBuild;
import io.jenkins.plugins.releaseflow.scenario.ScenarioHost;
import io.jenkins.plugins.releaseflow.standin.StandinCredentials;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of every host, on the stand-in of rehearsal. */
@Timeout(120)
class RehearsedScenariosIT extends ReleaseScenarios {
    @TempDir
    private static Path directory;

    private static StandinJenkins jenkins;
    private static EmulatedPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = EmulatedPlatform.start(Files.createDirectory(directory.resolve("platform")));
        jenkins = StandinJenkins.start(Files.createDirectory(directory.resolve("home")));
        StandinCredentials.get()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "token", "", Secret.fromString(platform.token())));
        NorthflankPlatformConfiguration emulated = new NorthflankPlatformConfiguration("emulated", "small", "token");
        emulated.setUrl(platform.address());
        ReleaseFlowConfiguration.get().setPlatforms(List.of(emulated));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.close();
        platform.close();
    }

    @Override
    protected ScenarioHost host() {
        return new Host();
    }

    @Override
    protected EmulatedPlatform platform() {
        return platform;
    }

    private static final class Host implements ScenarioHost {
        @Override
        public void environments(String... names) {
            ReleaseFlowConfiguration.get()
                    .setEnvironments(Stream.of(names)
                            .map(name -> new EnvironmentConfiguration(name, "emulated"))
                            .toList());
        }

        @Override
        public ScenarioBuild start(String job, String jenkinsfile, RunOverrides overrides) throws Exception {
            ByteArrayOutputStream console = new ByteArrayOutputStream();
            PipelineRun run = new JenkinsfileRunner(
                            jenkins, PipelineListener.none(), Prompter.none(), PipelineTimer.real())
                    .start(
                            new JenkinsfileSource("Jenkinsfile", jenkinsfile),
                            new RunSettings(
                                    job,
                                    "ann",
                                    Optional.of("main"),
                                    Map.of(),
                                    Map.of(),
                                    directory,
                                    console,
                                    overrides));
            return new Build(run, console);
        }
    }

    private record Build(PipelineRun run, ByteArrayOutputStream output) implements ScenarioBuild {
        @Override
        public Result result() throws InterruptedException {
            return run.await().result();
        }

        @Override
        public String console() {
            return output.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void abort() {
            run.abort(new CauseOfInterruption.UserInterruption("bob"));
        }
    }
}
