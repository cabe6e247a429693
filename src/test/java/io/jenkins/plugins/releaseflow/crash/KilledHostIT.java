package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.crash.KillPoint.AfterEvent;
import io.jenkins.plugins.releaseflow.crash.KillPoint.AtCall;
import io.jenkins.plugins.releaseflow.crash.KillPoint.InEvent;
import io.jenkins.plugins.releaseflow.crash.Kills.Stage;
import io.jenkins.plugins.releaseflow.crash.PlatformProxy.Side;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host of a build that makes a release, with two of its nodes side by side, is killed in and after every event that it writes, and before and after every call of
 * the platform: those that change something, and the first of the like looks between them, since how many follow depends on time. Whether a look or a
 * reading of a log is made depends on time too, so such a point may not be reached: then the release has to have gone on to its end, and the point is tried anew and counted if it stays so.
 * The points are those of a run that nobody disturbs. Half of them are followed by a build that comes back, half
 * by none, and those around the start of the migration by both. A build that was being aborted is killed from there on.
 */
class KilledHostIT {
    private static final String ASKED_FOR = "OperationStarted migrate";
    private static final Set<ReleaseState> RELEASED = EnumSet.of(ReleaseState.RELEASED);
    private static final Set<ReleaseState> ABORTED = EnumSet.of(ReleaseState.ABORTED);

    @TempDir
    private static Path directory;

    private static final AtomicInteger SCENES = new AtomicInteger();

    private static Shop shop;
    private static HostProgram program;

    @FunctionalInterface
    private interface Play {
        void on(Stage stage) throws IOException;
    }

    /** What comes after the kill. */
    @FunctionalInterface
    private interface Next {
        void on(Stage stage) throws IOException;
    }

    private static List<KillPoint> points;

    @BeforeAll
    static void findThePoints() throws IOException {
        shop = Scene.shop(directory.resolve("shop"));
        program = HostProgram.prepare(directory.resolve("program"));
        points = find(kills(HostTask.run(1, Scripts.RELEASE)));
        assertThat(points.stream().filter(KilledHostIT::leavesDoubt))
                .as("%s", points)
                .hasSize(2);
    }

    private static Kills kills(HostTask task) {
        return new Kills(program, task, 1);
    }

    private static List<KillPoint> find(Kills kills) throws IOException {
        List<KillPoint> found = new ArrayList<>();
        onAScene(stage -> found.addAll(kills.find(stage)));
        return found;
    }

    @Test
    void aReleaseWhoseBuildComesBackGoesOnWhereverItsHostWasKilled() throws Exception {
        Kills kills = kills(HostTask.run(1, Scripts.RELEASE));
        Kills.everywhere(
                "a release whose build comes back",
                Kills.half(points, 0, KilledHostIT::isAboutTheRun),
                points.size(),
                point -> killAndResume(kills, point, kills::comeBack, RELEASED));
    }

    @Test
    void aReleaseWhoseBuildIsGoneEndsWhereverItsHostWasKilled() throws Exception {
        Kills kills = kills(HostTask.run(1, Scripts.RELEASE));
        Kills.everywhere(
                "a release whose build is gone",
                Kills.half(points, 1, KilledHostIT::isAboutTheRun),
                points.size(),
                point -> killAndResume(kills, point, KilledHostIT::buildIsGone, withoutItsBuild(point)));
    }

    /** Once a release has ended, what it changed is looked at again: whether it could be rolled back to. So a look may come before its end or after it. */
    private static Set<ReleaseState> withoutItsBuild(KillPoint point) {
        if (point.equals(new AfterEvent("Ended"))) {
            return RELEASED;
        }
        boolean mayBeLater = point instanceof AtCall at
                && !at.call().changesSomething()
                && at.call().phase() > 0;
        return mayBeLater ? EnumSet.of(ReleaseState.RELEASED, ReleaseState.ABORTED) : ABORTED;
    }

    @Test
    void aReleaseWhoseBuildIsAbortedDuringTheMigrationEndsWhereverItsHostWasKilled() throws Exception {
        Kills kills = kills(HostTask.run(1, Scripts.RELEASE).abortAfter(ASKED_FOR));
        List<KillPoint> all = find(kills);
        List<KillPoint> since = new ArrayList<>(all.subList(all.indexOf(new AfterEvent(ASKED_FOR)) + 1, all.size()));
        since.removeIf(point -> point instanceof AtCall at && !isAfterTheRunWasAskedFor(at.call()));
        assertThat(since).isNotEmpty();
        Kills.everywhere(
                "a release whose build is aborted",
                since,
                since.size(),
                point -> since.indexOf(point) % 2 == 0
                        ? killAndResume(kills, point, KilledHostIT::buildIsGone, ABORTED)
                        : killAndResume(
                                kills, point, kills::goOn, EnumSet.of(ReleaseState.RELEASED, ReleaseState.ABORTED)));
    }

    private static boolean isAfterTheRunWasAskedFor(Call call) {
        return call.path().startsWith("/jobs/migrate") && call.phase() > 1;
    }

    private static void buildIsGone(Stage stage) {
        try (ReleaseHost host =
                new ReleaseHost(stage.scene().home(), stage.proxy().address(), stage.token(), OnInDoubt.ASK)) {
            host.buildIsGone();
        }
    }

    /** The migration was about to be asked for, and nothing shows of it: it may still come. */
    private static boolean leavesDoubt(KillPoint point) {
        return point.equals(new AfterEvent("NodeIntended migrate"))
                || point instanceof AtCall at
                        && at.side() == Side.BEFORE
                        && at.call().changesSomething()
                        && at.call().path().equals(Scene.RUNS);
    }

    /** Where a migration could be started twice. */
    private static boolean isAboutTheRun(KillPoint point) {
        return leavesDoubt(point)
                || point.equals(new AfterEvent("NodePlanned migrate"))
                || point.equals(new AfterEvent(ASKED_FOR))
                || point instanceof AtCall at
                        && at.call().changesSomething()
                        && at.call().path().equals(Scene.RUNS);
    }

    private static void onAScene(Play play) throws IOException {
        Scene scene = Scene.set(directory.resolve("scene-" + SCENES.incrementAndGet()), shop);
        scene.openServiceGate();
        try (Shop running = scene.shop().start();
                PlatformProxy proxy = new PlatformProxy(running.emulator().address(), call -> letEnd(scene, call))) {
            running.settledService();
            play.on(new Stage(scene, proxy, running.emulator().token()));
        } finally {
            scene.openMigrationGate();
        }
    }

    /** The migration goes on until it was seen at work. */
    private static void letEnd(Scene scene, Call call) {
        if (call.path().equals(Scene.RUNS) && call.phase() > 1 && call.occurrence() > 1) {
            scene.openMigrationGate();
        }
    }

    /** Whether the host was killed there; if not, its release went on to its end. */
    private static boolean killAndResume(Kills kills, KillPoint point, Next next, Set<ReleaseState> expected)
            throws IOException {
        AtomicBoolean reached = new AtomicBoolean();
        onAScene(stage -> {
            boolean killed = kills.kill(point, stage);
            reached.set(killed);
            if (killed) {
                next.on(stage);
            }
            Scene scene = stage.scene();
            try (ReleaseHost other =
                    new ReleaseHost(scene.home(), stage.proxy().address(), stage.token(), OnInDoubt.ASK)) {
                other.nextRelease();
            }
            assertThat(scene.ledger().read(1).isEmpty())
                    .as("a release of which not even the first event is whole is none")
                    .isEqualTo(point.equals(new InEvent("Opened")));
            if (scene.ledger().list().size() == 1) {
                assertThat(stage.proxy().calls()).as("nothing began").isEmpty();
                return;
            }
            // A number is not used again.
            int number = scene.ledger().read(1).isPresent() ? 1 : 2;
            Truth truth = new Truth(scene, scene.shop().api(), scene.shop().service(), number);
            truth.holds();
            assertThat(killed ? expected : RELEASED).contains(truth.release().state());
            assertThat(truth.wasInDoubt()).as("in doubt").isEqualTo(leavesDoubt(point));
        });
        return reached.get();
    }
}
