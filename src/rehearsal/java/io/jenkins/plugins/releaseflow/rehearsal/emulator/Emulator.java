package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Addon;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Addons;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.ApiServer;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.EmulatedProject;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.RecordedRequest;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.Build;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildCatalog;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Surroundings;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.Faults;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.Job;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.notification.Integrations;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.notification.NotificationSender;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Identifiers;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.service.DeploymentService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateDirectory;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Northflank's REST API on this machine, with real databases, builds and processes behind it.
 *
 * <p>All that it does survives its end, also a sudden one: the next emulator on the same directory goes on with it.
 * Services end with the emulator, job runs do not: half a migration would be worse than a finished one. Thread-safe.
 */
public final class Emulator implements AutoCloseable {
    private static final String BIRTH = "created.json";

    private final ApiServer server;
    private final EmulatedProject project;
    private final String token;
    private final Deque<AutoCloseable> open;
    private volatile Runnable beforeShutdown = () -> {};
    private final Thread shutdownHook = new Thread(this::shutDownWithJvm, "emulator-shutdown");

    private Emulator(ApiServer server, EmulatedProject project, String token, Deque<AutoCloseable> open) {
        this.server = server;
        this.project = project;
        this.token = token;
        this.open = open;
    }

    /**
     * Starts an emulator.
     *
     * @param file what it plays
     * @param directory where it keeps its state; made when missing
     * @throws io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException when the directory or a port is
     *     in use, or a seed fails; nothing is left running then
     */
    public static Emulator start(ProjectFile file, Path directory, EmulatorOptions options) {
        return start(file, StateDirectory.open(directory), options);
    }

    /**
     * Starts an emulator in a directory that the caller has opened.
     *
     * @param state closed with the emulator, and when it can't be started
     * @throws io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException as above
     */
    public static Emulator start(ProjectFile file, StateDirectory state, EmulatorOptions options) {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        open.push(state);
        try {
            Identifiers identifiers = new Identifiers(options.random());
            String token = options.token().orElseGet(identifiers::token);
            Host host = new Host(options.clock(), identifiers, options.pace(), options.grace());
            open.push(host);
            EmulatedProject project = assemble(file, state, options, host, open);
            ApiServer server =
                    ApiServer.start(project, file.limits(), options.port(), token, options.undocumented(), host);
            open.push(server);
            host.onHappening(new NotificationSender(project.id(), project.notifications(), server.faults(), host));
            Emulator emulator = new Emulator(server, project, token, open);
            emulator.begin(host, options.commitPoll());
            return emulator;
        } catch (RuntimeException failure) {
            closeAll(open);
            throw failure;
        }
    }

    private static EmulatedProject assemble(
            ProjectFile file, StateDirectory state, EmulatorOptions options, Host host, Deque<AutoCloseable> open) {
        Addons addons = new Addons(file.addons(), state.resolve("addons"), host);
        open.push(addons);
        Map<String, BuildService> builds =
                each(file.builds(), (id, spec) -> new BuildService(id, spec, state.resolve("builds", id), host));
        BuildCatalog catalog =
                new BuildCatalog(builds, file.images(), options.undocumented().verifiesImages());
        Surroundings surroundings = new Surroundings(addons);
        Map<String, Job> jobs = each(
                file.jobs(),
                (id, spec) -> new Job(
                        id, spec, state.resolve("jobs", id), catalog, surroundings, options.abortedRunStatus(), host));
        Map<String, DeploymentService> services = each(file.services(), (id, spec) -> {
            DeploymentService service =
                    new DeploymentService(id, spec, state.resolve("services", id), catalog, surroundings, host);
            open.push(service);
            return service;
        });
        Integrations notifications = new Integrations(state.resolve("notifications.json"), file.notifications(), host);
        return new EmulatedProject(file.project(), birth(state, host), addons, builds, jobs, services, notifications);
    }

    /** Whether an emulator was started in that directory before. */
    public static boolean hasStartedIn(Path directory) {
        return Files.exists(directory.resolve(BIRTH));
    }

    private static Instant birth(StateDirectory state, Host host) {
        StateFile<Instant> file = new StateFile<>(state.resolve(BIRTH), Instant.class);
        return file.read().orElseGet(() -> {
            Instant now = host.clock().instant();
            file.write(now);
            return now;
        });
    }

    private static <S, T> Map<String, T> each(Map<String, S> specs, BiFunction<String, S, T> make) {
        Map<String, T> made = new LinkedHashMap<>();
        specs.forEach((id, spec) -> made.put(id, make.apply(id, spec)));
        return Collections.unmodifiableMap(made);
    }

    private void begin(Host host, Duration commitPoll) {
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        project.addons().all().values().forEach(Addon::recover);
        project.builds().values().forEach(BuildService::recover);
        project.jobs().values().forEach(Job::recover);
        project.services().values().forEach(DeploymentService::recover);
        project.builds().values().forEach(builds -> {
            builds.checkForCommits();
            host.watch(
                    () -> {
                        builds.checkForCommits();
                        return true;
                    },
                    commitPoll);
        });
    }

    /** Where the API is; without a path. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** What clients must send as a bearer token. */
    public String token() {
        return token;
    }

    /** The emulated project's id. */
    public String project() {
        return project.id();
    }

    /** Where each service is reached, by its id. */
    public Map<String, URI> serviceAddresses() {
        return each(project.services(), (id, service) -> URI.create("http://127.0.0.1:" + service.port()));
    }

    /** How each addon's database is reached, by the addon's id: what {@code ${addons.ID.NAME}} stands for, by its name. */
    public Map<String, Map<String, String>> databases() {
        return each(project.addons().all(), (id, addon) -> addon.references());
    }

    /** The faults it plays. */
    public Faults faults() {
        return server.faults();
    }

    /** The requests it has dealt with, oldest first; the last ten thousand. */
    public List<RecordedRequest> requests() {
        return server.requests();
    }

    /** Waits until no service is starting or being replaced; true when that is so within the time. */
    public boolean awaitServices(Duration limit) {
        return await(() -> project.services().values().stream().allMatch(DeploymentService::isSettled), limit);
    }

    /** Waits until no build is under way or queued; true when that is so within the time. */
    public boolean awaitBuilds(Duration limit) {
        return await(
                () -> project.builds().values().stream()
                        .flatMap(service -> service.builds().stream())
                        .allMatch(build -> build.concludedAt().isPresent()),
                limit);
    }

    /** The newest builds of branches and pull requests, by build service, where they failed. */
    public Map<String, List<Build>> failedBuilds() {
        Map<String, List<Build>> failed = new LinkedHashMap<>();
        project.builds().forEach((id, service) -> {
            if (!service.failed().isEmpty()) {
                failed.put(id, service.failed());
            }
        });
        return failed;
    }

    /** What a build printed. */
    public List<String> buildLog(String service, String buildId) {
        return project.builds().get(service).log(Optional.of(buildId)).stream()
                .map(LogLine::text)
                .toList();
    }

    private static boolean await(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    /** Ends the API, the services and builds under way. Job runs go on; the next emulator reports how they ended. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDownAlready) {
            // The hook and this call wait for each other below.
            shutDown();
            return;
        }
        shutDown();
    }

    /**
     * Has a task run when the process is asked to end, while everything here still works. Replaces an earlier one.
     *
     * @param task must return soon: the end of the process waits for it
     */
    public void beforeShutdown(Runnable task) {
        beforeShutdown = task;
    }

    private void shutDownWithJvm() {
        beforeShutdown.run();
        shutDown();
    }

    private void shutDown() {
        synchronized (open) {
            closeAll(open);
        }
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                System.getLogger(Emulator.class.getName())
                        .log(System.Logger.Level.WARNING, "a part of the emulator did not end cleanly", failure);
            }
        }
    }
}
