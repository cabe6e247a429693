package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.util.Secret;
import io.javalin.util.JavalinException;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.PlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.PreemptedCause;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.LedgerException;
import io.jenkins.plugins.releaseflow.pages.DeliveryControl;
import io.jenkins.plugins.releaseflow.pages.NodeLinks;
import io.jenkins.plugins.releaseflow.pages.PageDocuments;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.pages.RollbackControl;
import io.jenkins.plugins.releaseflow.pages.RunControl;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Identifiers;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateDirectory;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlFile;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlServer;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.standin.StandinCredentials;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** The two hosts of a rehearsal while it lasts: the platform, and the stand-in for a Jenkins that is configured to release to it. */
final class RehearsalSession implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(RehearsalSession.class.getName());
    private static final String PLATFORM = "rehearsal";
    private static final String CREDENTIALS = "rehearsal-token";
    private static final String WEBHOOK_CREDENTIALS = "rehearsal-webhook-secret";
    private static final Duration BUILD_PATIENCE = Duration.ofMinutes(5);
    private static final Duration CONTROL_PATIENCE = Duration.ofSeconds(20);

    private final Deque<AutoCloseable> open;
    private final Optional<Emulator> emulator;
    private final StandinJenkins jenkins;

    private RehearsalSession(Deque<AutoCloseable> open, Optional<Emulator> emulator, StandinJenkins jenkins) {
        this.open = open;
        this.emulator = emulator;
        this.jenkins = jenkins;
    }

    /**
     * Takes the home, so that no other rehearsal writes to its records, and opens both hosts.
     *
     * @param served the platform to use; where it is empty, one is started
     * @param prepare whether the project's preparation runs before that
     */
    static RehearsalSession open(
            ProjectFile project,
            Path home,
            Path jenkinsHome,
            Optional<ServedPlatform> served,
            boolean prepare,
            PrintStream progress)
            throws InterruptedException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            open.push(take(jenkinsHome, home));
            Optional<Emulator> emulator = Optional.empty();
            if (served.isEmpty()) {
                emulator = Optional.of(startEmulator(project, home, EmulatorOptions.defaults(), prepare, progress));
                open.push(emulator.get());
            }
            emulator.ifPresent(started -> {
                started.awaitBuilds(BUILD_PATIENCE);
                FailedBuilds.tell(started, progress);
            });
            StandinJenkins jenkins = StandinJenkins.start(jenkinsHome);
            open.push(jenkins);
            RehearsalSession session = new RehearsalSession(open, emulator, jenkins);
            ServedPlatform platform = served.or(() ->
                            session.emulator.map(started -> new ServedPlatform(started.address(), started.token())))
                    .orElseThrow();
            String secret = new Identifiers(new SecureRandom()).token();
            session.configure(project, platform, secret);
            session.receiveNotifications(platform, home, secret);
            return session;
        } catch (IOException | UncheckedIOException unusable) {
            closeAll(open);
            throw unusable(home, unusable);
        } catch (RuntimeException | InterruptedException failure) {
            closeAll(open);
            throw failure;
        }
    }

    /**
     * @param prepare whether the project's preparation runs first: once the home is ours, and before the platform looks for commits
     */
    static Emulator startEmulator(
            ProjectFile project, Path home, EmulatorOptions options, boolean prepare, PrintStream progress)
            throws InterruptedException {
        StateDirectory state = take(platform(home), home);
        try {
            if (prepare) {
                Preparation.run(project, home, progress);
                progress.println("Starting the platform of " + project.file().getFileName() + " …");
            }
        } catch (RuntimeException | InterruptedException failure) {
            state.close();
            throw failure;
        }
        try {
            return Emulator.start(project, state, options);
        } catch (EmulatorException unusable) {
            throw new WrongUseException(unusable.getMessage());
        }
    }

    /**
     * Takes the home for a change of its records.
     *
     * @throws WrongUseException where a rehearsal has it
     */
    static StateDirectory takeHome(CommonOptions options) {
        return take(options.jenkinsHome(), options.home());
    }

    /** Keeps everybody else from writing there, until the result is closed. */
    static StateDirectory take(Path directory, Path home) {
        try {
            return StateDirectory.open(directory);
        } catch (EmulatorException taken) {
            throw new WrongUseException("--home: " + home
                    + " is in use by another rehearsal; wait for its end, stop it, or name another folder");
        } catch (UncheckedIOException unusable) {
            throw unusable(home, unusable);
        }
    }

    private static WrongUseException unusable(Path home, Exception failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        return new WrongUseException(
                "--home: can't keep files in " + home + ": " + cause.getMessage() + "; name another folder");
    }

    /** Whether there was a platform in that home before. */
    static boolean hasPlatform(Path home) {
        return Emulator.hasStartedIn(platform(home));
    }

    private static Path platform(Path home) {
        return home.resolve("platform");
    }

    private void configure(ProjectFile project, ServedPlatform served, String webhookSecret) {
        addCredential(CREDENTIALS, "Token of the rehearsal's platform", served.token());
        addCredential(WEBHOOK_CREDENTIALS, "Secret of the platform's notifications", webhookSecret);
        NorthflankPlatformConfiguration platform =
                new NorthflankPlatformConfiguration(PLATFORM, project.project(), CREDENTIALS);
        platform.setUrl(served.address().toString());
        platform.setWebhookSecretCredentialsId(WEBHOOK_CREDENTIALS);
        List<EnvironmentConfiguration> environments = new ArrayList<>();
        project.environments().forEach((name, spec) -> {
            EnvironmentConfiguration environment = new EnvironmentConfiguration(name, PLATFORM);
            environment.setBranches(String.join(" ", spec.branches()));
            environment.setSchemaCheckJob(spec.schemaCheckJob().orElse(""));
            environment.setRetainBackups(Boolean.toString(spec.retainBackups()));
            environments.add(environment);
        });
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.<PlatformConfiguration>of(platform));
        configuration.setEnvironments(environments);
        // What an interrupted rehearsal left open has to hold its lock before this one asks for it.
        ReleaseFlowRuntime.get().recover().toCompletableFuture().join();
        project.environments().keySet().stream()
                .filter(engine().ledger().environments()::contains)
                .forEach(ReleaseFlowRuntime.get().drills()::cleanUp);
    }

    private static void addCredential(String id, String description, String text) {
        StandinCredentials.get()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, description, Secret.fromString(text)));
    }

    /** The registration is named after the home, which only one rehearsal uses at a time. */
    private void receiveNotifications(ServedPlatform served, Path home, String secret) {
        WebhookServer receiver = WebhookServer.start();
        open.push(receiver);
        String name = "rehearsal-"
                + Integer.toHexString(
                        home.toAbsolutePath().normalize().toString().hashCode());
        open.push(NotificationRegistration.make(served, name, receiver.address(PLATFORM), secret));
    }

    StandinJenkins jenkins() {
        return jenkins;
    }

    /** The platform that was started; empty where another is used. */
    Optional<Emulator> emulator() {
        return emulator;
    }

    /**
     * Has a task run when the process is asked to end, while the platform still answers.
     *
     * @param task must return soon: the end of the process waits for it
     * @return takes the task back
     */
    Runnable onShutdown(Runnable task) {
        if (emulator.isPresent()) {
            emulator.get().beforeShutdown(task);
            return () -> emulator.get().beforeShutdown(() -> {});
        }
        Thread hook = new Thread(task, "rehearse-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> forget(hook);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook is what ends us.
        }
    }

    /**
     * Lets browsers and other processes of this user see and decide about the releases of this rehearsal, until the result is closed.
     *
     * @param port on 127.0.0.1; 0 for a free one
     * @param builds starts and stops the builds of this rehearsal
     */
    ControlServer serveControl(Path home, int port, RehearsalBuilds builds) {
        Platforms platforms = ReleaseFlowRuntime.get().platforms();
        ReleaseFlowRuntime.get()
                .stopBuildsWith(
                        (origin, rollback, who) -> builds.stop(origin, new PreemptedCause(rollback.toString(), who)));
        try {
            return ControlServer.start(
                    new ControlServer.Served(
                            new ReleaseControl(engine(), platforms, CONTROL_PATIENCE),
                            new PageDocuments(engine(), platforms, RehearsalSession::environments, CONTROL_PATIENCE)
                                    .with(ReleaseFlowRuntime.get().readiness())
                                    .with(ReleaseFlowRuntime.get().drift()),
                            new DeliveryControl(
                                    engine().ledger(),
                                    platforms,
                                    ReleaseFlowRuntime.get().drift(),
                                    ReleaseFlowRuntime.get().clock(),
                                    CONTROL_PATIENCE),
                            builds,
                            System.getProperty("user.name", "developer"),
                            port,
                            Optional.of(new RollbackControl(
                                    engine(),
                                    ReleaseFlowRuntime.get().rollbacks(),
                                    new RehearsalRollbacks(builds),
                                    CONTROL_PATIENCE)),
                            Optional.of(new RunControl(engine().ledger(), platforms, builds, CONTROL_PATIENCE))),
                    new ControlFile(home),
                    new SecureRandom());
        } catch (JavalinException taken) {
            throw new WrongUseException("--port: can't serve at 127.0.0.1:" + port + ": " + taken.getMessage()
                    + "; name another port, or none for a free one");
        } catch (UncheckedIOException unusable) {
            throw unusable(home, unusable);
        }
    }

    private static List<String> environments() {
        return ReleaseFlowConfiguration.get().getEnvironments().stream()
                .map(EnvironmentConfiguration::getName)
                .toList();
    }

    /** The release as a document, the same that `show` prints. */
    ObjectNode json(Release release) {
        // The emulated platform ends with this command, and its addresses with it.
        return ReleaseJson.of(release, NodeLinks.none());
    }

    /** What earlier rehearsals left open, and this one has taken up. */
    List<Release> openReleases() {
        Ledger ledger = engine().ledger();
        try {
            return ledger.environments().stream()
                    .map(ledger::environment)
                    .flatMap(environment -> environment.list().stream()
                            .filter(summary -> !summary.state().isEnd())
                            .flatMap(summary -> environment.read(summary.id().number()).stream()))
                    .toList();
        } catch (LedgerException unreadable) {
            // The release that is about to be made tells of it, with what to do.
            return List.of();
        }
    }

    ReleaseEngine engine() {
        return ReleaseFlowRuntime.get().engine();
    }

    @Override
    public void close() {
        closeAll(open);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                LOGGER.log(Level.WARNING, "A part of the rehearsal did not end cleanly", failure);
            }
        }
    }
}
