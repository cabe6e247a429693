package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.crash.KillPoint.AfterEvent;
import io.jenkins.plugins.releaseflow.crash.KillPoint.AtCall;
import io.jenkins.plugins.releaseflow.crash.KillPoint.InEvent;
import io.jenkins.plugins.releaseflow.crash.PlatformProxy.Side;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host of a release is killed in and after every event that it writes, and before and after every call of the platform: those that change something, and
 * the first of the like looks between them, since how many follow depends on time. A log is read when there is time for it,
 * so a point at such a reading may not be reached: then the release has to have gone on to its end, and the point is tried anew and counted if it stays so. The points are those of a run that nobody disturbs. Where the ledger or the
 * platform has something new, the host is killed twice: once its build comes back, and once it does not. Every other point has one of the two, in turn.
 */
class KilledHostIT {
    /** More than the cores of a small machine: a try often waits for a disk or a look. */
    private static final int THREADS = 6;

    private static final int MOST_TRIES = 3;

    private static final String RUN_ASKED_FOR = "POST " + Scene.RUNS;

    @TempDir
    private static Path directory;

    private static final List<KillPoint> POINTS = new ArrayList<>();
    private static final AtomicInteger SCENES = new AtomicInteger();

    private static Shop shop;
    private static HostProgram program;

    @BeforeAll
    static void findThePoints() throws IOException {
        shop = Scene.shop(directory.resolve("shop"));
        program = HostProgram.prepare(directory.resolve("program"));
        onAScene((scene, proxy, emulator) -> {
            HostProcess host = HostProcess.start(program, scene.home(), proxy.address(), emulator.token(), 0);
            List<String> events = host.follow();
            assertThat(host.endedWell()).as(host.errors()).isTrue();
            for (int number = 1; number <= events.size(); number++) {
                POINTS.add(new InEvent(number, events.get(number - 1)));
                POINTS.add(new AfterEvent(number, events.get(number - 1)));
            }
            for (Call call : proxy.calls()) {
                if (call.changesSomething() || call.occurrence() == 1) {
                    POINTS.add(new AtCall(call, Side.BEFORE));
                    POINTS.add(new AtCall(call, Side.AFTER));
                }
            }
            assertThat(POINTS.stream().filter(KilledHostIT::leavesDoubt))
                    .as("%s", POINTS)
                    .hasSize(2);
        });
    }

    @Test
    void aReleaseWhoseBuildComesBackGoesOnWhereverItsHostWasKilled() throws Exception {
        everywhere(0, ReleaseHost::buildComesBack, point -> ReleaseState.RELEASED);
    }

    @Test
    void aReleaseWhoseBuildIsGoneEndsWhereverItsHostWasKilled() throws Exception {
        everywhere(
                1,
                ReleaseHost::buildIsGone,
                point -> endsTheRelease(point) ? ReleaseState.RELEASED : ReleaseState.ABORTED);
    }

    private static boolean readsALog(KillPoint point) {
        return point instanceof AtCall at && at.call().path().endsWith("/logs");
    }

    /** The migration was about to be asked for, and nothing shows of it: it may still come. */
    private static boolean leavesDoubt(KillPoint point) {
        return point instanceof AfterEvent after && after.event().endsWith("NodeIntended migrate")
                || point instanceof AtCall at
                        && at.side() == Side.BEFORE
                        && at.call().toString().startsWith(RUN_ASKED_FOR);
    }

    private static boolean endsTheRelease(KillPoint point) {
        return point instanceof AfterEvent after && after.event().endsWith(" Ended");
    }

    @FunctionalInterface
    private interface Expectation {
        ReleaseState of(KillPoint point);
    }

    @FunctionalInterface
    private interface Play {
        void on(Scene scene, PlatformProxy proxy, Emulator emulator) throws IOException;
    }

    private static void onAScene(Play play) throws IOException {
        Scene scene = Scene.set(directory.resolve("scene-" + SCENES.incrementAndGet()), shop);
        scene.openServiceGate();
        try (Shop running = scene.shop().start();
                PlatformProxy proxy = new PlatformProxy(running.emulator().address(), call -> letEnd(scene, call))) {
            running.settledService();
            play.on(scene, proxy, running.emulator());
        } finally {
            scene.openMigrationGate();
        }
    }

    /** The migration goes on until it was seen at work. */
    private static void letEnd(Scene scene, Call call) {
        if (call.path().equals(Scene.RUNS) && call.phase() > 2 && call.occurrence() > 1) {
            scene.openMigrationGate();
        }
    }

    private static List<KillPoint> pointsInTurn(int turn) {
        List<KillPoint> points = new ArrayList<>();
        int others = 0;
        for (KillPoint point : POINTS) {
            if (point.leavesSomethingNew() || others++ % 2 == turn) {
                points.add(point);
            }
        }
        return points;
    }

    private static void everywhere(int turn, Consumer<ReleaseHost> next, Expectation expectation) throws Exception {
        List<KillPoint> points = pointsInTurn(turn);
        List<KillPoint> notReached = Collections.synchronizedList(new ArrayList<>());
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> tries = new ArrayList<>();
            for (KillPoint point : points) {
                tries.add(threads.submit(() -> {
                    try {
                        if (!isReached(point, next, expectation.of(point))) {
                            notReached.add(point);
                        }
                    } catch (Exception | AssertionError failure) {
                        failures.add(point + ": " + failure);
                    }
                }));
            }
            for (Future<?> one : tries) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println(
                "Killed the host of a release at " + points.size() + " of " + POINTS.size() + " points; from "
                        + (points.size() - failures.size()) + " it went on as it should; not reached: " + notReached);
        assertThat(failures).isEmpty();
        assertThat(notReached).allMatch(KilledHostIT::readsALog);
    }

    private static boolean isReached(KillPoint point, Consumer<ReleaseHost> next, ReleaseState expected)
            throws IOException {
        AtomicBoolean reached = new AtomicBoolean();
        for (int tries = 0; tries < (readsALog(point) ? MOST_TRIES : 1) && !reached.get(); tries++) {
            onAScene((scene, proxy, emulator) ->
                    reached.set(killAndResume(point, scene, proxy, emulator, next, expected)));
        }
        return reached.get();
    }

    /** Whether the host was killed there; if not, its release went on to its end. */
    private static boolean killAndResume(
            KillPoint point,
            Scene scene,
            PlatformProxy proxy,
            Emulator emulator,
            Consumer<ReleaseHost> next,
            ReleaseState expected)
            throws IOException {
        boolean killed = kill(point, scene, proxy, emulator);
        try (ReleaseHost resumed = new ReleaseHost(scene.home(), proxy.address(), emulator.token(), OnInDoubt.ASK)) {
            if (killed) {
                next.accept(resumed);
            }
            resumed.nextRelease();
        }
        if (point instanceof InEvent in && in.number() == 1) {
            nothingBegan(scene, proxy);
            return true;
        }
        Truth truth = new Truth(scene, scene.shop().api(), scene.shop().service());
        truth.holds();
        assertThat(truth.release().state())
                .as(truth.release().toString())
                .isEqualTo(killed ? expected : ReleaseState.RELEASED);
        assertThat(truth.wasInDoubt()).as("in doubt").isEqualTo(leavesDoubt(point));
        return killed;
    }

    private static boolean kill(KillPoint point, Scene scene, PlatformProxy proxy, Emulator emulator)
            throws IOException {
        CompletableFuture<HostProcess> started = new CompletableFuture<>();
        if (point instanceof AtCall at) {
            proxy.killAt(at.call(), at.side(), () -> started.join().kill());
        }
        HostProcess host =
                HostProcess.start(program, scene.home(), proxy.address(), emulator.token(), stopAfter(point));
        started.complete(host);
        host.follow();
        if (readsALog(point) && proxy.waitsForItsCall()) {
            assertThat(host.endedWell()).as(host.errors()).isTrue();
            return false;
        }
        assertThat(host.wasKilled() && !proxy.waitsForItsCall())
                .as("killed at the point, which it did not pass otherwise; it says " + host.errors())
                .isTrue();
        if (point instanceof InEvent) {
            scene.tearLastEvent();
        }
        return true;
    }

    private static int stopAfter(KillPoint point) {
        if (point instanceof InEvent in) {
            return in.number();
        }
        return point instanceof AfterEvent after ? after.number() : 0;
    }

    /** A release of which not even the first event is whole is none, and its number is not used again. */
    private static void nothingBegan(Scene scene, PlatformProxy proxy) {
        EnvironmentLedger ledger = scene.ledger();
        assertThat(ledger.read(1)).isEmpty();
        assertThat(ledger.read(2).map(Release::state)).contains(ReleaseState.RELEASED);
        assertThat(proxy.calls()).isEmpty();
    }
}
