package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.crash.CrashHost.Mode;
import io.jenkins.plugins.releaseflow.crash.KillPoint.AfterEvent;
import io.jenkins.plugins.releaseflow.crash.KillPoint.AtCall;
import io.jenkins.plugins.releaseflow.crash.PlatformProxy.Side;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host of a release is killed after every event that it writes, and before and after its calls of the platform: look-ups at their first occurrence in each
 * phase, the others on both sides. The points are those of a run that nobody disturbs.
 */
class ReleaseCrashIT {
    /** More than the cores of a small machine: a try often waits for a disk or a look. */
    private static final int THREADS = 3;

    private static final String RUN_ASKED_FOR = "POST " + Scene.RUNS;

    @TempDir
    private static Path directory;

    private static final List<KillPoint> POINTS = new ArrayList<>();

    private final AtomicInteger scenes = new AtomicInteger();

    @BeforeAll
    static void findThePoints() throws IOException {
        try (Scene scene = Scene.set(directory.resolve("undisturbed"))) {
            HostProcess host = scene.host(Mode.RELEASE, 0);
            List<String> events = host.follow();
            assertThat(host.endedWell()).as(host.errors()).isTrue();
            for (String event : events) {
                POINTS.add(new AfterEvent(POINTS.size() + 1, event));
            }
            for (Call call : scene.proxy().calls()) {
                if (call.changesSomething()) {
                    POINTS.add(new AtCall(call, Side.BEFORE));
                    POINTS.add(new AtCall(call, Side.AFTER));
                } else if (call.occurrence() == 1) {
                    POINTS.add(new AtCall(call, Side.AFTER));
                }
            }
        }
    }

    @Test
    void aReleaseWhoseBuildComesBackGoesOnWhereverItsHostWasKilled() throws Exception {
        everywhere(Mode.BUILD_COMES_BACK, (point, release) -> assertThat(release.state())
                .isEqualTo(leavesDoubt(point) ? ReleaseState.IN_DOUBT : ReleaseState.RELEASED));
    }

    @Test
    void aReleaseWhoseBuildIsGoneEndsWhereverItsHostWasKilled() throws Exception {
        everywhere(Mode.BUILD_IS_GONE, (point, release) -> assertThat(release.state())
                .isEqualTo(
                        leavesDoubt(point)
                                ? ReleaseState.IN_DOUBT
                                : endsTheRelease(point) ? ReleaseState.RELEASED : ReleaseState.ABORTED));
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
    private interface Check {
        void holds(KillPoint point, Release release);
    }

    private void everywhere(Mode next, Check check) throws Exception {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> tries = new ArrayList<>();
            for (KillPoint point : POINTS) {
                tries.add(threads.submit(() -> {
                    try {
                        killAt(point, next, check);
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
        System.out.println("Crash test, " + next + ": " + POINTS.size() + " points, " + failures.size() + " failed");
        assertThat(failures).isEmpty();
    }

    private void killAt(KillPoint point, Mode next, Check check) throws IOException {
        try (Scene scene = Scene.set(directory.resolve(next + "-" + scenes.incrementAndGet()))) {
            kill(point, scene);
            if (next == Mode.BUILD_IS_GONE) {
                scene.openGate();
            }
            HostProcess resumed = scene.host(next, 0);
            resumed.follow();
            assertThat(resumed.endedWell()).as(resumed.errors()).isTrue();
            Truth truth = new Truth(scene);
            truth.holds();
            check.holds(point, truth.release());
        }
    }

    private static void kill(KillPoint point, Scene scene) throws IOException {
        CompletableFuture<HostProcess> started = new CompletableFuture<>();
        if (point instanceof AtCall at) {
            scene.proxy().killAt(at.call(), at.side(), () -> started.join().kill());
        }
        HostProcess host = scene.host(Mode.RELEASE, point instanceof AfterEvent after ? after.number() : 0);
        started.complete(host);
        host.follow();
        assertThat(host.endedWell() || scene.proxy().waitsForItsCall())
                .as("came to its end without passing the point")
                .isFalse();
    }
}
