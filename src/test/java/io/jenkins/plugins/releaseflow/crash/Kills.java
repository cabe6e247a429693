package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.crash.KillPoint.AfterEvent;
import io.jenkins.plugins.releaseflow.crash.KillPoint.AtCall;
import io.jenkins.plugins.releaseflow.crash.KillPoint.InEvent;
import io.jenkins.plugins.releaseflow.crash.PlatformProxy.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Kills the hosts of one task at every point of it. */
final class Kills {
    /** More than the cores of a small machine: a try often waits for a disk or a look. */
    private static final int THREADS = 6;

    private static final int MOST_TRIES = 3;

    /** What a host talks to, and where it is. */
    record Stage(Scene scene, PlatformProxy proxy, String token) {
        HostProcess start(HostProgram program, HostTask task) throws IOException {
            return HostProcess.start(program, scene.jenkins(), proxy.address(), token, task);
        }
    }

    /** What is tried at a point. */
    @FunctionalInterface
    interface Attempt {
        /** Whether the host was killed there; if not, its build went on to its end. */
        boolean at(KillPoint point) throws Exception;
    }

    private final HostProgram program;
    private final HostTask task;
    private final int release;

    /**
     * @param release number of the release that the task makes
     */
    Kills(HostProgram program, HostTask task, int release) {
        this.program = program;
        this.task = task;
        this.release = release;
    }

    /** The points of a run that nobody disturbs: in and after each event, before and after each call that changes something, and each first look between two of them. */
    List<KillPoint> find(Stage stage) throws IOException {
        HostProcess host = stage.start(program, task);
        List<String> events = host.follow();
        assertThat(host.outcome()).as(host.errors()).isPresent();
        List<KillPoint> points = new ArrayList<>();
        for (String event : events) {
            points.add(new InEvent(event));
            points.add(new AfterEvent(event));
        }
        for (Call call : stage.proxy().calls()) {
            if (call.changesSomething() || call.occurrence() == 1) {
                points.add(new AtCall(call, Side.BEFORE));
                points.add(new AtCall(call, Side.AFTER));
            }
        }
        return points;
    }

    /** Whether the host was killed at the point. A point that depends on time may not be reached; then its build ended well. */
    boolean kill(KillPoint point, Stage stage) throws IOException {
        CompletableFuture<HostProcess> started = new CompletableFuture<>();
        if (point instanceof AtCall at) {
            stage.proxy().killAt(at.call(), at.side(), () -> started.join().kill());
        }
        HostProcess host = stage.start(program, task.stopAfter(stopAfter(point)));
        started.complete(host);
        host.follow();
        if (isOnlyALook(point) && stage.proxy().waitsForItsCall()) {
            assertThat(host.endedWell()).as(host.errors()).isTrue();
            return false;
        }
        assertThat(host.wasKilled() && !stage.proxy().waitsForItsCall())
                .as("killed at the point, which it did not pass otherwise; it says " + host.errors())
                .isTrue();
        if (point instanceof InEvent) {
            stage.scene().tearLastEvent(release);
        }
        return true;
    }

    private static String stopAfter(KillPoint point) {
        if (point instanceof InEvent in) {
            return in.event();
        }
        return point instanceof AfterEvent after ? after.event() : "";
    }

    /** Takes up what a killed host left, with the build that made it, which ends well. */
    void comeBack(Stage stage) throws IOException {
        assertThat(goOn(stage)).isEqualTo(HostProcess.WELL);
    }

    /**
     * Takes up what a killed host left, with the build that made it. That it was being aborted is forgotten, as Jenkins does.
     *
     * @return how the build ended
     */
    String goOn(Stage stage) throws IOException {
        HostProcess host = stage.start(program, task.withoutAbort());
        host.follow();
        assertThat(host.outcome()).as(host.errors()).isPresent();
        return host.outcome().get();
    }

    /** Whether it depends on time if the point is reached: one look may show what another would have been for, and a log is read when there is time for it. */
    private static boolean isOnlyALook(KillPoint point) {
        return point instanceof AtCall at && !at.call().changesSomething();
    }

    /**
     * Half of the points, and those that are to be tried both ways.
     *
     * @param turn which half: 0 or 1
     */
    static List<KillPoint> half(List<KillPoint> points, int turn, Predicate<KillPoint> bothWays) {
        return IntStream.range(0, points.size())
                // In and after an event, before and after a call stand side by side: so each of the four is tried both
                // ways.
                .filter(index -> (index / 2 + index) % 2 == turn || bothWays.test(points.get(index)))
                .mapToObj(points::get)
                .toList();
    }

    /**
     * Tries all points, several at once, and prints how many.
     *
     * @param what was killed, for people
     * @param of how many points there are
     */
    static void everywhere(String what, List<KillPoint> points, int of, Attempt attempt) throws Exception {
        List<KillPoint> notReached = Collections.synchronizedList(new ArrayList<>());
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> tries = new ArrayList<>();
            for (KillPoint point : points) {
                tries.add(threads.submit(() -> {
                    try {
                        if (!isReached(point, attempt)) {
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
        System.out.println("Killed the host of " + what + " at " + points.size() + " of " + of + " points; from "
                + (points.size() - failures.size()) + " it went on as it should; not reached: " + notReached);
        assertThat(failures).isEmpty();
        assertThat(notReached).allMatch(Kills::isOnlyALook);
    }

    private static boolean isReached(KillPoint point, Attempt attempt) throws Exception {
        int tries = isOnlyALook(point) ? MOST_TRIES : 1;
        for (int made = 0; made < tries; made++) {
            if (attempt.at(point)) {
                return true;
            }
        }
        return false;
    }
}
