package io.jenkins.plugins.releaseflow.crash;

import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The main program of a host that makes a release until it is killed. It prints a line per event, and ends when its standard input does. */
public final class KilledHost {
    private final int stopAfter;
    private int events;

    private KilledHost(int stopAfter) {
        this.stopAfter = stopAfter;
    }

    /** Arguments: home, address and token of the platform, and after which event to stand still until killed; 0 for none. */
    public static void main(String[] arguments) {
        endWithStandardInput();
        KilledHost told = new KilledHost(Integer.parseInt(arguments[3]));
        ReleaseHost host =
                new ReleaseHost(Path.of(arguments[0]), URI.create(arguments[1]), arguments[2], OnInDoubt.ASK);
        host.listen((release, event) -> told.heard(event));
        host.release();
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

    private synchronized void heard(ReleaseEvent event) {
        events++;
        System.out.println(HostProcess.EVENT + events + " " + event.getClass().getSimpleName() + nodeOf(event));
        if (events == stopAfter) {
            System.out.println(HostProcess.STANDS_STILL);
            standStill();
        }
    }

    private static String nodeOf(ReleaseEvent event) {
        if (event instanceof ReleaseEvent.NodePlanned planned) {
            return " " + planned.node();
        } else if (event instanceof ReleaseEvent.NodeIntended intended) {
            return " " + intended.node();
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            return " " + started.node();
        } else if (event instanceof ReleaseEvent.NodeEnded end) {
            return " " + end.node() + " " + end.state();
        }
        return "";
    }

    private static void standStill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
