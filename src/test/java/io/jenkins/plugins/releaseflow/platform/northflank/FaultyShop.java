package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.engine.PollSchedule;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.ShopServer;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A shop on a real emulator whose requests go wrong as a test says, with a resource of its own for every kind of request, and engines in a hurry. */
final class FaultyShop implements AutoCloseable {
    /** Longer than any request to this machine takes, since only stalls may meet it. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final Duration HASTY = Duration.ofMillis(500);
    private static final EngineSettings SETTINGS = new EngineSettings(
            new PollSchedule(Duration.ofMillis(20), Duration.ofMillis(100), 0.1, 0),
            Duration.ofMillis(1500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            Duration.ofSeconds(25),
            Duration.ofSeconds(10));

    /** In memory: hundreds of ledgers are forced to it, and the disk is not what is tested. */
    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());

    private final Emulator emulator;
    private final HttpClient http = Given.http();
    private final HastyExecutor executor = new HastyExecutor();
    private final Platform patient;
    private final Platform hasty;
    private final Map<PlatformCall, String> backups = new EnumMap<>(PlatformCall.class);
    private String mainBuild = "";
    private int homes;

    private FaultyShop(Emulator emulator) {
        this.emulator = emulator;
        this.patient = connect(PATIENT);
        this.hasty = connect(HASTY);
    }

    static FaultyShop start(Path directory) throws IOException {
        SmallRepository repository = new SmallRepository(directory.resolve("repository"));
        repository.commit("main", "one");
        repository.commit("other", "two");
        Path yaml = Files.writeString(directory.resolve("rehearsal.yaml"), yaml());
        FaultyShop shop = new FaultyShop(Emulator.start(
                ProjectFile.read(yaml, directory),
                directory.resolve("state"),
                EmulatorOptions.defaults().withPace(Duration.ofMillis(15))));
        if (!shop.emulator.awaitBuilds(Duration.ofSeconds(60))) {
            shop.close();
            throw new IllegalStateException("the branches were not built in time");
        }
        shop.deployToJobs();
        shop.backUp();
        return shop;
    }

    private static String yaml() {
        return """
                project: shop
                limits: { requestsPerHour: 1000000, enforce: false }
                builds:
                  shop-build:
                    repository: repository
                    branches: [main, other]
                    command: 'cp "$SOURCE_DIR/version" "$BUILD_DIR"'
                """
                + resources("addons", "{ type: sqlite }", NodeKind.BACKUP, NodeKind.RESTORE)
                + resources(
                        "jobs",
                        "{ build: shop-build, command: 'echo migrated' }",
                        NodeKind.RUN_JOB,
                        NodeKind.DEPLOY_BUILD)
                + resources(
                        "services",
                        "{ build: shop-build, command: '" + server() + "', startLimit: 30 }",
                        NodeKind.DEPLOY_SERVICE);
    }

    /** Healthy as soon as its port is open. */
    private static String server() {
        return "exec \"%s\" -Xshare:auto -XX:TieredStopAtLevel=1 -cp \"%s\" %s"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Path.of("target/test-classes").toAbsolutePath(),
                        ShopServer.class.getName());
    }

    private static String resources(String group, String content, NodeKind... kinds) {
        return group + ":\n"
                + calls(kinds)
                        .map(call -> "  " + call.resource() + ": " + content + "\n")
                        .collect(Collectors.joining());
    }

    private static Stream<PlatformCall> calls(NodeKind... kinds) {
        return Stream.of(PlatformCall.values()).filter(call -> List.of(kinds).contains(call.node()));
    }

    private void deployToJobs() {
        BuildPin pin = ((FoundBuild.Finished) Given.answer(patient.resolve(latest("main")))).pin();
        mainBuild = pin.buildId();
        calls(NodeKind.RUN_JOB)
                .forEach(call -> Given.answer(patient.start(
                        new DeploymentRequest(Target.job(call.resource()), pin, Optional.empty()), Baseline.empty())));
    }

    private void backUp() {
        calls(NodeKind.RESTORE).forEach(call -> {
            BackupRequest request = new BackupRequest(call.resource(), BackupType.DUMP, Compression.GZ, "before");
            OperationReference backup = Given.answer(patient.start(request, Baseline.empty()));
            backups.put(call, backup.id());
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (Given.answer(patient.observe(Set.of(backup))).get(backup).phase() != OperationPhase.SUCCEEDED) {
                if (System.nanoTime() > giveUp) {
                    throw new IllegalStateException("the backup did not complete in time");
                }
            }
        });
    }

    /** The branch whose build is not deployed, so that each deployment changes something. */
    String otherBranch(Map<String, String> deployed) {
        return deployed.containsKey(mainBuild) ? "other" : "main";
    }

    Emulator emulator() {
        return emulator;
    }

    HastyExecutor executor() {
        return executor;
    }

    /** The platform with its usual time limit for requests. */
    Platform patient() {
        return patient;
    }

    /** The platform with a short time limit for requests. */
    Platform hasty() {
        return hasty;
    }

    /** An engine with an empty ledger of its own. */
    ReleaseEngine engine(Platform platform) {
        return new ReleaseEngine(
                new Ledger(disk.getPath("/home-" + ++homes)),
                (environment, origin) -> platform,
                any -> SETTINGS,
                executor,
                Clock.systemUTC(),
                new Random(homes));
    }

    /**
     * A node that makes the call.
     *
     * @param branch whose newest build is deployed, where it is a deployment
     */
    NodeOrder order(PlatformCall call, String branch, NodeTerms terms) {
        NodeWork work =
                switch (call.node()) {
                    case BACKUP ->
                        new NodeWork.Backup(
                                call.resource(), BackupType.DUMP, Compression.GZ, Optional.of("backup-" + homes));
                    case RESTORE -> new NodeWork.Restore(call.resource(), backups.get(call));
                    case RUN_JOB ->
                        new NodeWork.RunJob(
                                call.resource(),
                                call.role() == PlatformCall.Role.STOP
                                        ? CommandOverride.of(Optional.of("sleep 0.3; echo migrated"))
                                        : CommandOverride.UNCHANGED,
                                Map.of(),
                                Migration.undeclared(),
                                NodeWork.RunSource.DEPLOYED,
                                Optional.empty(),
                                // What an earlier fault left running is not what is tried here.
                                Concurrency.ALLOW);
                    default ->
                        new NodeWork.DeployBuild(
                                call.node() == NodeKind.DEPLOY_BUILD
                                        ? Target.job(call.resource())
                                        : Target.service(call.resource()),
                                latest(branch),
                                Optional.empty(),
                                call.node(),
                                true,
                                false);
                };
        return new NodeOrder("n1", work, terms);
    }

    private static BuildSelector latest(String branch) {
        return new BuildSelector(
                "shop-build", Optional.of(branch), Optional.empty(), BuildSelector.LATEST, Optional.empty());
    }

    /** What the platform shows of the resource's operations: the states of its backups or runs by id, or the build that is deployed. */
    Map<String, String> operations(PlatformCall call) {
        String path = "/v1/projects/shop/";
        return switch (call.node()) {
            case BACKUP -> states(path + "addons/" + call.resource() + "/backups", "backups");
            case RESTORE -> states(path + "addons/" + call.resource() + "/restores", "restores");
            case RUN_JOB -> states(path + "jobs/" + call.resource() + "/runs", "runs");
            default -> deployed(call);
        };
    }

    private Map<String, String> deployed(PlatformCall call) {
        Target target =
                call.node() == NodeKind.DEPLOY_BUILD ? Target.job(call.resource()) : Target.service(call.resource());
        return Given.answer(patient.deployed(target))
                .map(pin -> Map.of(((BuildPin) pin).buildId(), "deployed"))
                .orElse(Map.of());
    }

    private Map<String, String> states(String path, String plural) {
        List<JsonNode> entries = new ArrayList<>();
        Given.answer(new NorthflankTransport(emulator.address(), emulator::token, http, Clock.systemUTC())
                        .get(path + "?per_page=100"))
                .path("data")
                .path(plural)
                .forEach(entries::add);
        return entries.stream()
                .collect(Collectors.toMap(entry -> entry.path("id").asText(), entry -> entry.path("status")
                        .asText()));
    }

    private Platform connect(Duration timeout) {
        return NorthflankPlatform.connect(
                new NorthflankConnectionSettings(emulator.address(), Optional.empty(), "shop"),
                emulator::token,
                http,
                Clock.systemUTC(),
                timeout);
    }

    @Override
    public void close() throws IOException {
        executor.shutdownNow();
        emulator.close();
        disk.close();
    }
}
