package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.crash.KillPoint.AfterEvent;
import io.jenkins.plugins.releaseflow.crash.Kills.Stage;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host of a rollback is killed as {@link KilledHostIT} tells: at every point of one with a restore, and where an undo of the migration and going back with the code alone
 * differ from that. In turn, the rollback goes on from the record, as its build's step in a process of its own, or its build is gone. Where it did not go well it is run
 * again.
 */
class KilledRollbackIT {
    private static final int NUMBER = 3;
    private static final Set<ReleaseState> WELL = EnumSet.of(ReleaseState.RELEASED);
    private static final Set<ReleaseState> GONE = EnumSet.of(ReleaseState.RELEASED, ReleaseState.ABORTED);

    @TempDir
    private static Path directory;

    private static final AtomicInteger SCENES = new AtomicInteger();

    private static Shop shop;
    private static Scene released;
    private static HostProgram program;

    @FunctionalInterface
    private interface Play {
        void on(Stage stage) throws IOException;
    }

    /** What becomes of the rollback after the kill; a step takes a process of its own. */
    private enum After {
        SERVICE_GOES_ON,
        STEP_GOES_ON,
        BUILD_GONE;

        /** The end itself is told by the step alone. */
        static After of(KillPoint point, int number) {
            if (point.equals(new AfterEvent("Ended")) || number % 6 == 0) {
                return STEP_GOES_ON;
            }
            return number % 3 == 0 ? BUILD_GONE : number % 2 == 0 ? SERVICE_GOES_ON : BUILD_GONE;
        }
    }

    @BeforeAll
    static void releaseTwice() throws IOException {
        shop = Scene.shop(directory.resolve("shop"));
        program = HostProgram.prepare(directory.resolve("program"));
        released = Scene.set(directory.resolve("released"), shop);
        on(released, stage -> {
            release(stage, HostTask.run(1, Scripts.FIRST));
            release(stage, HostTask.run(2, Scripts.SECOND));
        });
    }

    private static void release(Stage stage, HostTask task) throws IOException {
        HostProcess host = stage.start(program, task);
        host.follow();
        assertThat(host.outcome()).as(host.errors()).contains(HostProcess.WELL);
    }

    @Test
    void aDatabaseIsRestoredOnceWhereverTheHostWasKilled() throws Exception {
        everywhere("a rollback with a restore", Scripts.ROLLBACK_WITH_RESTORE, "restore", point -> true);
    }

    @Test
    void aMigrationIsTakenBackOnceWhereverTheHostWasKilled() throws Exception {
        everywhere(
                "a rollback with an undo",
                Scripts.ROLLBACK_WITH_UNDO,
                "undo",
                point -> point.leavesSomethingNew() && point.toString().contains("migrate"));
    }

    @Test
    void codeGoesBackWhereverTheHostWasKilled() throws Exception {
        everywhere("a rollback of code", Scripts.ROLLBACK_OF_CODE, "code", AfterEvent.class::isInstance);
    }

    /**
     * @param which the points that are tried: the other ways do what a restore does, but for their own calls
     */
    private static void everywhere(String what, Scripts script, String database, Predicate<KillPoint> which)
            throws Exception {
        Kills kills = new Kills(program, HostTask.run(NUMBER, script), NUMBER);
        List<KillPoint> points = new ArrayList<>();
        onACopy(stage -> {
            points.addAll(kills.find(stage));
            holds(stage, WELL);
        });
        Kills.everywhere(
                what,
                points.stream().filter(which).toList(),
                points.size(),
                point -> killAndGoOn(kills, point, database, After.of(point, points.indexOf(point))));
    }

    private static void onACopy(Play play) throws IOException {
        on(released.copyTo(directory.resolve("scene-" + SCENES.incrementAndGet()), shop), play);
    }

    private static void on(Scene scene, Play play) throws IOException {
        scene.openMigrationGate();
        scene.openServiceGate();
        try (Shop running = scene.shop().start();
                PlatformProxy proxy = new PlatformProxy(running.emulator().address(), call -> {})) {
            running.settledService();
            play.on(new Stage(scene, proxy, running.emulator().token()));
        }
    }

    private static boolean killAndGoOn(Kills kills, KillPoint point, String database, After after) throws IOException {
        AtomicBoolean reached = new AtomicBoolean();
        onACopy(stage -> {
            reached.set(kills.kill(point, stage));
            if (after == After.STEP_GOES_ON) {
                kills.comeBack(stage);
            }
            Scene scene = stage.scene();
            try (ReleaseHost host =
                    new ReleaseHost(scene.home(), stage.proxy().address(), stage.token(), OnInDoubt.ASK)) {
                if (after == After.BUILD_GONE) {
                    host.buildIsGone();
                } else if (after == After.SERVICE_GOES_ON) {
                    host.rollbackGoesOn();
                }
                if (isOnRecord(scene)) {
                    holds(stage, after == After.BUILD_GONE ? GONE : WELL);
                    assertThat(after == After.STEP_GOES_ON
                                    && scene.ledger().read(NUMBER + 1).isPresent())
                            .as("the step ran the rollback once more")
                            .isFalse();
                }
                if (scene.ledger()
                        .read(NUMBER)
                        .map(Release::state)
                        .filter(ReleaseState.RELEASED::equals)
                        .isEmpty()) {
                    Optional<Release> again = host.rollBack(database);
                    again.ifPresent(release ->
                            assertThat(release.state()).as("%s", release).isEqualTo(ReleaseState.RELEASED));
                }
            }
            isBack(scene, database);
        });
        return reached.get();
    }

    /** A rollback of which not even the first event is whole is none. */
    private static boolean isOnRecord(Scene scene) {
        return scene.ledger().read(NUMBER).isPresent();
    }

    private static void holds(Stage stage, Set<ReleaseState> expected) throws IOException {
        RollbackTruth truth =
                new RollbackTruth(stage.scene(), stage.scene().shop().api(), NUMBER);
        truth.holds();
        assertThat(expected)
                .as(truth.release().toString())
                .contains(truth.release().state());
    }

    private static void isBack(Scene scene, String database) throws IOException {
        int last = scene.ledger().list().get(0).id().number();
        RollbackTruth truth = new RollbackTruth(scene, scene.shop().api(), last);
        truth.wentBack();
        assertThat(scene.starts()).hasSize(database.equals("undo") ? 1 : 0);
        assertThat(truth.restores().isEmpty()).isEqualTo(!database.equals("restore"));
    }
}
