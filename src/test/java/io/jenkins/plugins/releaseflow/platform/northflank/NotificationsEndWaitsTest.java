package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.engine.PollSchedule;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.Faults;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of a notification: emulator, HTTP, receiver, engine, end of the node. The engine looks by itself only once at the beginning, and then after
 * an hour, so without notifications each of these tests would wait in vain.
 */
@Timeout(120)
class NotificationsEndWaitsTest {
    private static final String SECRET = "a-secret-of-32-random-characters";
    private static final String STARTED = "POST /v1/projects/shop/jobs/migrate/runs";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final EngineSettings RARE_LOOKS = new EngineSettings(
            new PollSchedule(HOUR, HOUR, 0.1, 0), Duration.ofSeconds(5), SHORT, HOUR, SHORT, HOUR, HOUR);

    private static EmulatedProject project;

    private final List<NorthflankNotification> heard = new CopyOnWriteArrayList<>();
    private final NorthflankNotificationReceiver receiver = new NorthflankNotificationReceiver();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);

    @TempDir
    private Path directory;

    private Javalin server;
    private ReleaseEngine engine;
    private ReleaseId release;

    @BeforeAll
    static void startPlatform(@TempDir Path shop) throws IOException {
        project = EmulatedProject.start(shop);
    }

    @AfterAll
    static void stopPlatform() {
        project.close();
    }

    @BeforeEach
    void start() throws Exception {
        NorthflankConnectionSettings settings =
                new NorthflankConnectionSettings(project.emulator().address(), Optional.empty(), "shop");
        NorthflankPlatform platform =
                NorthflankPlatform.connect(settings, () -> project.emulator().token(), Given.http(), Clock.systemUTC());
        engine = new ReleaseEngine(
                new Ledger(directory.resolve("ledger")),
                (environment, origin) -> platform,
                any -> RARE_LOOKS,
                executor,
                Clock.systemUTC(),
                new Random(1));
        server = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.jetty.defaultHost = "127.0.0.1";
        });
        server.post(
                "/hook",
                context -> context.status(
                        receiver.receive("shop", received(context), () -> Optional.of(SECRET), notification -> {
                                    heard.add(notification);
                                    engine.wake(
                                            known -> known instanceof NorthflankPlatform other && other.isFor(settings),
                                            notification.resources());
                                })
                                .status()));
        server.start(0);
        assertThat(api("POST", "", """
                {"name":"jenkins","type":"RAW_WEBHOOK","webhook":"http://127.0.0.1:%d/hook","secret":"%s",
                 "events":{"trigger:job-run:success":true,"trigger:service:deployment:status-update":true}}
                """.formatted(server.port(), SECRET))).isEqualTo(200);
        release = join(engine.open(new ReleaseOpening(
                        "production",
                        ReleaseKind.RELEASE,
                        "r",
                        "",
                        new Origin("ann", "Started by user ann", "shop", "shop#1", "main"))))
                .id();
        Release locked = join(engine.locked(release, NodeConsole.silent()));
        assertThat(locked.lockedAt()).isPresent();
    }

    @AfterEach
    void stop() throws Exception {
        api("DELETE", "/jenkins", "");
        project.emulator().faults().clear();
        executor.shutdownNow();
        server.stop();
    }

    @Test
    void aJobRunEndsTheStepWithinOneRoundTrip() throws Exception {
        deploy(Target.job("migrate"), NodeKind.DEPLOY_BUILD);
        Path go = directory.resolve("go");
        CompletableFuture<Node> step = runJobUntil(go);
        long before = looks();
        Files.createFile(go);

        Node node = join(step);
        assertThat(node.state()).isEqualTo(NodeState.COMPLETED);
        Duration took = Duration.between(
                Instant.parse(node.facts().get("endedAt")), node.endedAt().orElseThrow());
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(looks() - before).isEqualTo(1);
    }

    @Test
    void aDeploymentEndsTheStepWhenTheServiceIsHealthy() {
        Node node = deploy(Target.service("web"), NodeKind.DEPLOY_SERVICE);

        assertThat(node.state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void aDuplicateCausesNoSecondLook() throws Exception {
        deploy(Target.job("migrate"), NodeKind.DEPLOY_BUILD);
        Path go = directory.resolve("go");
        project.emulator().faults().add(FaultRule.once(Faults.NOTIFY, "job-run:*", FaultKind.DUPLICATE));
        CompletableFuture<Node> step = runJobUntil(go);
        long before = looks();
        Files.createFile(go);

        assertThat(join(step).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(looks() - before).isEqualTo(1);
        assertThat(heard.stream().filter(one -> one.event().equals("job-run:success")))
                .hasSize(1);
    }

    @Test
    void aLateNotificationEndsTheStepLate() throws Exception {
        deploy(Target.job("migrate"), NodeKind.DEPLOY_BUILD);
        Path go = directory.resolve("go");
        project.emulator()
                .faults()
                .add(FaultRule.once(Faults.NOTIFY, "job-run:*", FaultKind.LATENCY)
                        .lasting(Duration.ofMillis(400)));
        CompletableFuture<Node> step = runJobUntil(go);
        Files.createFile(go);

        Node node = join(step);
        assertThat(Duration.between(
                        Instant.parse(node.facts().get("endedAt")),
                        node.endedAt().orElseThrow()))
                .isGreaterThan(Duration.ofMillis(350));
    }

    @Test
    void withoutTheNotificationTheStepGoesOnWaitingForTheNextLook() throws Exception {
        deploy(Target.job("migrate"), NodeKind.DEPLOY_BUILD);
        Path go = directory.resolve("go");
        project.emulator().faults().add(FaultRule.once(Faults.NOTIFY, "job-run:*", FaultKind.CUT_BEFORE));
        CompletableFuture<Node> step = runJobUntil(go);
        Files.createFile(go);
        await(NotificationsEndWaitsTest::lastRunConcluded);
        forge("wrong", "migrate");
        forge(SECRET, "another-job");
        assertThat(step).isNotDone();

        engine.wake();
        assertThat(join(step).state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void whatAnAuthenticNotificationClaimsIsNotBelieved() throws Exception {
        deploy(Target.job("migrate"), NodeKind.DEPLOY_BUILD);
        Path go = directory.resolve("go");
        CompletableFuture<Node> step = runJobUntil(go);
        long before = looks();
        forge(SECRET, "migrate");
        await(() -> looks() > before);
        assertThat(step).isNotDone();

        Files.createFile(go);
        assertThat(join(step).state()).isEqualTo(NodeState.COMPLETED);
    }

    /** Starts a run that ends when the file is there, and waits until it was looked at. */
    private CompletableFuture<Node> runJobUntil(Path file) {
        long before = starts();
        CompletableFuture<Node> step = run(new NodeWork.RunJob(
                "migrate", Optional.of("until [ -e '" + file + "' ]; do sleep 0.05; done"), Map.of()));
        await(() -> starts() > before && looks() > 0);
        return step;
    }

    private static long starts() {
        return asked().stream().filter(STARTED::equals).count();
    }

    private Node deploy(Target target, NodeKind kind) {
        BuildSelector build =
                new BuildSelector("shop-build", Optional.of("main"), Optional.empty(), "latest", Optional.empty());
        return join(run(new NodeWork.DeployBuild(target, build, Optional.empty(), kind)));
    }

    private CompletableFuture<Node> run(NodeWork work) {
        NodeOrder order = new NodeOrder(engine.newNodeId(), work, NodeTerms.of(HOUR, OnAbort.DETACH));
        return engine.run(release, order, true, NodeConsole.silent()).toCompletableFuture();
    }

    /** How often the runs of the job were looked at after the newest was started. */
    private static long looks() {
        List<String> requests = asked();
        return requests.subList(requests.lastIndexOf(STARTED) + 1, requests.size()).stream()
                .filter("GET /v1/projects/shop/jobs/migrate/runs"::equals)
                .count();
    }

    private static List<String> asked() {
        return project.emulator().requests().stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    private void forge(String token, String job) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/hook"))
                .header("X-Northflank-Notification-Token", token)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"event\":\"job-run:success\",\"data\":{\"status\":\"SUCCESS\"," + "\"job\":{\"id\":\"" + job
                                + "\"}}}"))
                .build();
        assertThat(Given.http()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(token.equals(SECRET) ? 204 : 403);
    }

    private int api(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        project.emulator().address().resolve("/v1/integrations/notifications" + path))
                .header("Authorization", "Bearer " + project.emulator().token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return Given.http()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static boolean lastRunConcluded() {
        HttpRequest request = HttpRequest.newBuilder(
                        project.emulator().address().resolve("/v1/projects/shop/jobs/migrate/runs?per_page=1"))
                .header("Authorization", "Bearer " + project.emulator().token())
                .build();
        try {
            return Given.http()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("\"concluded\":true");
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static WebhookRequest received(Context context) {
        return new WebhookRequest() {
            @Override
            public String method() {
                return context.method().name();
            }

            @Override
            public Optional<String> header(String name) {
                return Optional.ofNullable(context.header(name));
            }

            @Override
            public InputStream body() throws IOException {
                return context.req().getInputStream();
            }
        };
    }

    private static void await(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
