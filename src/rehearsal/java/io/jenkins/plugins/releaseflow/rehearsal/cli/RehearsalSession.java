package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.Secret;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.PlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import io.jenkins.plugins.releaseflow.standin.StandinCredentials;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** The two hosts of a rehearsal while it lasts: the platform, and the stand-in for a Jenkins that is configured to release to it. */
final class RehearsalSession implements AutoCloseable {
    private static final String PLATFORM = "rehearsal";
    private static final String CREDENTIALS = "rehearsal-token";
    private static final Duration BUILD_PATIENCE = Duration.ofMinutes(5);

    private final Optional<Emulator> emulator;
    private final StandinJenkins jenkins;

    private RehearsalSession(Optional<Emulator> emulator, StandinJenkins jenkins) {
        this.emulator = emulator;
        this.jenkins = jenkins;
    }

    /**
     * @param served the platform to use; one is started where it is empty
     */
    static RehearsalSession open(ProjectFile project, Path home, Path jenkinsHome, Optional<ServedPlatform> served) {
        Optional<Emulator> emulator = served.isPresent()
                ? Optional.empty()
                : Optional.of(startEmulator(project, home, EmulatorOptions.defaults()));
        try {
            emulator.ifPresent(started -> started.awaitBuilds(BUILD_PATIENCE));
            StandinJenkins jenkins = StandinJenkins.start(jenkinsHome);
            RehearsalSession session = new RehearsalSession(emulator, jenkins);
            session.configure(
                    project,
                    served.or(() -> emulator.map(started -> new ServedPlatform(started.address(), started.token())))
                            .orElseThrow());
            return session;
        } catch (IOException unusable) {
            emulator.ifPresent(Emulator::close);
            throw new WrongUseException(
                    "--home: can't keep files in " + home + ": " + unusable.getMessage() + "; name another folder");
        } catch (RuntimeException failure) {
            emulator.ifPresent(Emulator::close);
            throw failure;
        }
    }

    static Emulator startEmulator(ProjectFile project, Path home, EmulatorOptions options) {
        try {
            return Emulator.start(project, platform(home), options);
        } catch (EmulatorException unusable) {
            throw new WrongUseException(unusable.getMessage());
        }
    }

    /** Whether there was a platform in that home before. */
    static boolean hasPlatform(Path home) {
        return Files.isDirectory(platform(home));
    }

    private static Path platform(Path home) {
        return home.resolve("platform");
    }

    private void configure(ProjectFile project, ServedPlatform served) {
        StandinCredentials.get()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        CREDENTIALS,
                        "Token of the rehearsal's platform",
                        Secret.fromString(served.token())));
        NorthflankPlatformConfiguration platform =
                new NorthflankPlatformConfiguration(PLATFORM, project.project(), CREDENTIALS);
        platform.setUrl(served.address().toString());
        List<EnvironmentConfiguration> environments = new ArrayList<>();
        project.environments().forEach((name, spec) -> {
            EnvironmentConfiguration environment = new EnvironmentConfiguration(name, PLATFORM);
            environment.setBranches(String.join(" ", spec.branches()));
            environments.add(environment);
        });
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.<PlatformConfiguration>of(platform));
        configuration.setEnvironments(environments);
        ReleaseFlowRuntime.get().recover();
    }

    StandinJenkins jenkins() {
        return jenkins;
    }

    /** The platform that was started; empty where another is used. */
    Optional<Emulator> emulator() {
        return emulator;
    }

    ReleaseEngine engine() {
        return ReleaseFlowRuntime.get().engine();
    }

    @Override
    public void close() {
        jenkins.close();
        emulator.ifPresent(Emulator::close);
    }
}
