package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.crash.PlatformProxy.Side;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorProcess;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Waiting;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform is killed in the middle of what a release has it do, and comes back at the same place; the host of the release stays up. */
class KilledPlatformIT {
    private static final long LIMIT_SECONDS = 60;
    private static final String TROUBLE = "looking again";
    private static final String GOOD_NEWS = "answers again";

    @TempDir
    private static Path directory;

    private static Shop shop;
    private static int scenes;

    private Scene scene;
    private EmulatorProcess platform;
    private Optional<ReleaseHost> host = Optional.empty();
    private Optional<PlatformProxy> proxy = Optional.empty();

    @BeforeAll
    static void makeTheShop() throws IOException {
        shop = Scene.shop(directory.resolve("shop"));
    }

    @BeforeEach
    void setTheScene() throws IOException {
        scenes++;
        scene = Scene.set(directory.resolve("scene-" + scenes), shop);
    }

    @AfterEach
    void stop() {
        scene.openMigrationGate();
        host.ifPresent(ReleaseHost::close);
        proxy.ifPresent(PlatformProxy::close);
        platform.terminate();
    }

    @Test
    void aBackupThatThePlatformTakesUpAgainIsWaitedFor() throws Exception {
        startPlatform(Duration.ofHours(1));
        CompletableFuture<Void> release = release(platform.address());
        killOnce(() -> statusOfBackup().equals("scheduled"));
        restartPlatform();
        openGates();
        endsAs(release, ReleaseState.RELEASED);
        theConsoleSaysOnceThatThePlatformIsGoneAndThatItIsBack();
    }

    @Test
    void aBackupThatWasLostWithThePlatformFailsTheReleaseBeforeItsMigration() throws Exception {
        startPlatform(Duration.ofSeconds(3));
        CompletableFuture<Void> release = release(platform.address());
        killOnce(() -> statusOfBackup().equals("in-progress"));
        restartPlatform();
        openGates();
        endsAs(release, ReleaseState.FAILED);
        assertThat(scene.starts()).isEmpty();
        theConsoleSaysOnceThatThePlatformIsGoneAndThatItIsBack();
    }

    @Test
    void aMigrationThatGoesOnWithoutThePlatformIsNotStartedAgain() throws Exception {
        startPlatform(Duration.ZERO);
        CompletableFuture<Void> release = release(platform.address());
        killOnce(this::migrationRuns);
        restartPlatform();
        openGates();
        endsAs(release, ReleaseState.RELEASED);
        theConsoleSaysOnceThatThePlatformIsGoneAndThatItIsBack();
    }

    @Test
    void aMigrationThatEndsWhileThePlatformIsGoneHasEnded() throws Exception {
        startPlatform(Duration.ZERO);
        CompletableFuture<Void> release = release(platform.address());
        killOnce(this::migrationRuns);
        openGates();
        restartPlatform();
        endsAs(release, ReleaseState.RELEASED);
        theConsoleSaysOnceThatThePlatformIsGoneAndThatItIsBack();
    }

    @Test
    void aDeploymentThatThePlatformTakesUpAgainIsWaitedFor() throws Exception {
        startPlatform(Duration.ZERO);
        scene.openMigrationGate();
        CompletableFuture<Void> release = release(platform.address());
        killOnce(() -> statusOfService().equals("IN_PROGRESS")
                && scene.ledger().events(1).toString().contains("web"));
        restartPlatform();
        openGates();
        endsAs(release, ReleaseState.RELEASED);
        theConsoleSaysOnceThatThePlatformIsGoneAndThatItIsBack();
    }

    @Test
    void aMigrationWhoseStartGotNoAnswerIsFoundOnThePlatform() throws Exception {
        CompletableFuture<Void> release = releaseWithPlatformKilledAtTheMigration(Side.AFTER);
        openGates();
        endsAs(release, ReleaseState.RELEASED);
    }

    @Test
    void aMigrationWhoseStartIsNowhereOnThePlatformLeavesDoubt() throws Exception {
        CompletableFuture<Void> release = releaseWithPlatformKilledAtTheMigration(Side.BEFORE);
        openGates();
        endsAs(release, ReleaseState.IN_DOUBT);
        assertThat(scene.starts()).isEmpty();
    }

    private void startPlatform(Duration pace) throws IOException {
        platform = EmulatorProcess.start(scene.shop(), pace);
        until(() -> statusOfService().equals("COMPLETED"));
    }

    private void restartPlatform() throws IOException {
        platform = platform.next(scene.shop());
    }

    private void openGates() {
        scene.openMigrationGate();
        scene.openServiceGate();
    }

    private CompletableFuture<Void> release(URI address) {
        ReleaseHost started = new ReleaseHost(scene.home(), address, platform.token(), OnInDoubt.FAIL);
        host = Optional.of(started);
        return CompletableFuture.runAsync(started::release);
    }

    /** Kills the platform when that is so, and the host knows of its operation; returns when the host has noticed. */
    private void killOnce(BooleanSupplier underWay) {
        until(underWay);
        until(() -> scene.ledger().read(1).orElseThrow().nodeList().stream()
                .filter(node -> !node.state().isEnd())
                .anyMatch(node -> node.reference().isPresent()));
        platform.kill();
        until(() -> said(TROUBLE) > 0);
    }

    /** The platform is back before the host looks for the run whose start got no answer. */
    private CompletableFuture<Void> releaseWithPlatformKilledAtTheMigration(Side side) throws Exception {
        startPlatform(Duration.ZERO);
        CompletableFuture<Void> restarted = new CompletableFuture<>();
        PlatformProxy between = new PlatformProxy(platform.address(), call -> {});
        proxy = Optional.of(between);
        between.killAt(new Call(1, "POST", Scene.RUNS, 1), side, () -> {
            try {
                platform.kill();
                restartPlatform();
                restarted.complete(null);
            } catch (IOException failure) {
                restarted.completeExceptionally(failure);
            }
        });
        CompletableFuture<Void> release = release(between.address());
        restarted.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return release;
    }

    private void endsAs(CompletableFuture<Void> release, ReleaseState expected) throws Exception {
        release.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        host.orElseThrow().nextRelease();
        Truth truth = new Truth(scene, platform.api(), platform.service(), 1);
        truth.holds();
        assertThat(truth.release().state())
                .as(
                        "%s; the console says %s",
                        truth.release(), host.orElseThrow().console())
                .isEqualTo(expected);
    }

    private void theConsoleSaysOnceThatThePlatformIsGoneAndThatItIsBack() {
        assertThat(said(TROUBLE)).as(host.orElseThrow().console().toString()).isEqualTo(1);
        assertThat(said(GOOD_NEWS)).as(host.orElseThrow().console().toString()).isEqualTo(1);
    }

    private long said(String words) {
        return host.orElseThrow().console().stream()
                .filter(line -> line.contains(words))
                .count();
    }

    private String statusOfBackup() {
        return first("/addons/orders/backups", "backups", backup -> backup.path("status")
                .asText());
    }

    private boolean migrationRuns() {
        return first(Scene.RUNS, "runs", run -> run.path("status").asText()).equals("RUNNING");
    }

    private String first(String path, String field, Function<JsonNode, String> value) {
        JsonNode entries = platform.api().get(path).path(field);
        return entries.isEmpty() ? "" : value.apply(entries.get(0));
    }

    private String statusOfService() {
        return platform.api()
                .get("/services/web")
                .at("/status/deployment/status")
                .asText();
    }

    private static void until(BooleanSupplier condition) {
        Waiting.until(condition::getAsBoolean, met -> met);
    }
}
