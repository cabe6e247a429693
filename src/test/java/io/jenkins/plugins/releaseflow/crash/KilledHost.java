package io.jenkins.plugins.releaseflow.crash;

import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The main program of a host that runs a build until it is killed. It prints a line per event, and ends when its standard input does. */
public final class KilledHost {
    private final BuildHost host;
    private final HostTask task;
    private final Map<String, Integer> counts = new HashMap<>();

    private KilledHost(BuildHost host, HostTask task) {
        this.host = host;
        this.task = task;
    }

    /** Arguments: home, address and token of the platform, and those of {@link HostTask}. */
    public static void main(String[] arguments) throws IOException {
        endWithStandardInput();
        HostTask task = HostTask.of(arguments, 3);
        try (BuildHost host =
                new BuildHost(Path.of(arguments[0]), task.build(), URI.create(arguments[1]), arguments[2])) {
            host.engine().addListener(new KilledHost(host, task)::heard);
            host.recover();
            Optional<Throwable> failure = host.run(task.script().script());
            System.out.println(
                    HostProcess.OUTCOME + failure.map(Throwable::toString).orElse("well"));
            host.awaitEnd();
        }
        System.exit(0);
    }

    /** So that none outlives the test that started it. */
    private static void endWithStandardInput() {
        Thread watch = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(2);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private synchronized void heard(Release release, ReleaseEvent event) {
        String kind = event.getClass().getSimpleName() + nodeOf(release, event);
        int occurrence = counts.merge(kind, 1, Integer::sum);
        String name = occurrence == 1 ? kind : kind + " (" + occurrence + ")";
        System.out.println(HostProcess.EVENT + name);
        if (name.equals(task.stopAfter())) {
            System.out.println(HostProcess.STANDS_STILL);
            standStill();
        }
        if (name.equals(task.abortAfter())) {
            host.abort();
        }
    }

    private static String nodeOf(Release release, ReleaseEvent event) {
        if (event instanceof ReleaseEvent.NodePlanned planned) {
            return " " + role(release, planned.node());
        } else if (event instanceof ReleaseEvent.NodeIntended intended) {
            return " " + role(release, intended.node());
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            return " " + role(release, started.node());
        } else if (event instanceof ReleaseEvent.NodeEnded end) {
            return " " + role(release, end.node()) + " " + end.state();
        }
        return "";
    }

    private static String role(Release release, String node) {
        return Truth.role(release.nodes().get(node));
    }

    private static void standStill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
