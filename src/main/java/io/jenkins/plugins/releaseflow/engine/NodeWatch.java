package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Follows one operation to its end, with its log. Only an explicit success of the platform completes the node. */
final class NodeWatch implements OperationWatcher.Consumer {
    private static final Duration FIRST_NEWS = Duration.ofSeconds(30);

    private final String label;
    private final Platform platform;
    private final OperationReference reference;
    private final NodeLog log;
    private final EngineSettings settings;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final NodeConsole console;
    private final CompletableFuture<NodeEnd> end = new CompletableFuture<>();
    private final Instant since;
    private boolean busy;
    private boolean seen;
    private Optional<PlatformException> trouble = Optional.empty();
    private Duration news = FIRST_NEWS;
    private Instant newsAt;

    NodeWatch(
            String label,
            Platform platform,
            OperationReference reference,
            NodeLog log,
            EngineSettings settings,
            ScheduledExecutorService executor,
            Clock clock,
            NodeConsole console) {
        this.label = label;
        this.platform = platform;
        this.reference = reference;
        this.log = log;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
        this.console = console;
        this.since = clock.instant();
        this.newsAt = since;
    }

    /** Done when the platform told the end, and the last lines of the log are there. */
    CompletableFuture<NodeEnd> end() {
        return end;
    }

    /** What the last look failed with; empty after a look that went well. */
    synchronized Optional<PlatformException> trouble() {
        return trouble;
    }

    @Override
    public void status(OperationStatus status, Duration untilNextLook) {
        synchronized (this) {
            if (trouble.isPresent()) {
                console.println(label + ": the platform answers again");
                trouble = Optional.empty();
            }
            if (busy || end.isDone()) {
                return;
            }
            busy = true;
        }
        if (status.phase().isEnd()) {
            drain(2).whenComplete((any, failure) -> end.complete(endOf(status)));
        } else if (status.phase() == OperationPhase.VANISHED) {
            vanished();
        } else {
            log.pull().whenComplete((any, failure) -> looked(status, untilNextLook, Boolean.TRUE.equals(any)));
        }
    }

    @Override
    public synchronized void trouble(PlatformException failure, Duration untilNextLook) {
        if (trouble.isEmpty()) {
            console.println(
                    label + ": " + failure.getMessage() + ". The work goes on; looking again until the time limit");
        }
        trouble = Optional.of(failure);
    }

    private synchronized void looked(OperationStatus status, Duration untilNextLook, boolean newLines) {
        busy = false;
        seen = true;
        Instant now = clock.instant();
        if (newLines) {
            newsAt = now;
        } else if (Duration.between(newsAt, now).compareTo(news) >= 0) {
            newsAt = now;
            news = news.multipliedBy(2);
            console.println(label + ": still " + status.platformState() + " after "
                    + Durations.text(Duration.between(since, now)) + "; next look in " + Durations.text(untilNextLook)
                    + budgetText());
        }
    }

    private String budgetText() {
        return platform.budget().map(NodeWatch::budgetText).orElse("");
    }

    private static String budgetText(RequestBudget budget) {
        return ", " + budget.remaining() + " of " + budget.limit() + " requests left";
    }

    private synchronized void vanished() {
        busy = false;
        if (Duration.between(since, clock.instant()).compareTo(settings.vanishPatience()) < 0) {
            return;
        }
        String when = seen ? "was there and is gone" : "never showed";
        end.complete(NodeEnd.of(
                NodeState.IN_DOUBT,
                label + ": " + reference.id() + " " + when + " on " + platform.description()
                        + ". How it ended is not known: look there before anything is run again"));
    }

    /** Pulls until nothing new came twice, since the platform may deliver the last lines a little after the end. */
    private CompletableFuture<Boolean> drain(int emptyPulls) {
        return log.pull().toCompletableFuture().thenCompose(any -> {
            int left = any ? emptyPulls : emptyPulls - 1;
            if (left <= 0) {
                return CompletableFuture.completedFuture(true);
            }
            return CompletableFuture.supplyAsync(
                            () -> drain(left),
                            task -> executor.schedule(task, settings.logSettle().toMillis(), TimeUnit.MILLISECONDS))
                    .thenCompose(stage -> stage);
        });
    }

    private NodeEnd endOf(OperationStatus status) {
        Map<String, String> facts = new HashMap<>(status.facts());
        status.startedAt().ifPresent(at -> facts.put("startedAt", at.toString()));
        status.endedAt().ifPresent(at -> facts.put("endedAt", at.toString()));
        String said = status.platformState() + (status.message().isEmpty() ? "" : "; " + status.message());
        return switch (status.phase()) {
            case SUCCEEDED -> new NodeEnd(NodeState.COMPLETED, facts, Optional.empty());
            case STOPPED -> failed(NodeState.ABORTED, facts, "was stopped on the platform (" + said + ")");
            case REPLACED -> failed(NodeState.FAILED, facts, "was replaced by another deployment (" + said + ")");
            default -> failed(NodeState.FAILED, facts, "failed on the platform (" + said + ")");
        };
    }

    private NodeEnd failed(NodeState state, Map<String, String> facts, String what) {
        Optional<PlatformAnswer> answer = Optional.empty();
        Failure failure = new Failure(reference.id() + " " + what, answer, log.tail());
        return new NodeEnd(state, facts, Optional.of(failure));
    }
}
