package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.engine.Durations;
import io.jenkins.plugins.releaseflow.engine.ReleaseListener;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Prints each node as it goes from state to state, and remembers the releases of this run. Safe for use by many threads. */
final class NodeProgress implements ReleaseListener {
    private final PrintStream out;
    private final Map<ReleaseId, Release> releases = new LinkedHashMap<>();

    NodeProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void changed(Release release, ReleaseEvent event) {
        if (event instanceof ReleaseEvent.Opened) {
            releases.put(release.id(), release);
        } else if (releases.containsKey(release.id())) {
            releases.put(release.id(), release);
        }
        if (event instanceof ReleaseEvent.NodePlanned planned) {
            print(release, planned.node());
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            print(release, started.node());
        } else if (event instanceof ReleaseEvent.NodeEnded ended) {
            print(release, ended.node());
        } else if (event instanceof ReleaseEvent.Ended) {
            notifyAll();
        }
    }

    private void print(Release release, String id) {
        Node node = release.node(id).orElseThrow();
        out.printf(
                "%s %-10s %-28s%s%n",
                ReleaseReport.mark(node.state()),
                ReleaseJson.word(node.state()),
                PlainText.oneLine(node.label()),
                detail(node));
    }

    private static String detail(Node node) {
        if (!node.state().isEnd()) {
            return "";
        }
        String took =
                Durations.text(Duration.between(node.plannedAt(), node.endedAt().orElseThrow()));
        if (node.state() != NodeState.COMPLETED) {
            return " " + took;
        }
        String what = node.deployment()
                .map(DeploymentRequest::pin)
                .map(pin -> "  " + PlainText.oneLine(pin.summary()))
                .orElse("");
        return " " + took + what + ReleaseReport.size(node).replaceFirst("^, ", "  ");
    }

    /** The releases that were opened since this listener was added, as they are now. */
    synchronized List<Release> releases() {
        return new ArrayList<>(releases.values());
    }

    /**
     * Waits until all of them have ended.
     *
     * @param left whether a release is not waited for, since work of it goes on that nobody waits for
     * @return whether they have
     */
    synchronized boolean awaitEnds(Duration patience, Predicate<ReleaseId> left) throws InterruptedException {
        Instant giveUp = Instant.now().plus(patience);
        while (releases.values().stream().anyMatch(release -> release.isOpen() && !left.test(release.id()))) {
            long remaining = Duration.between(Instant.now(), giveUp).toMillis();
            if (remaining <= 0) {
                return false;
            }
            wait(remaining);
        }
        return releases.values().stream().noneMatch(Release::isOpen);
    }
}
