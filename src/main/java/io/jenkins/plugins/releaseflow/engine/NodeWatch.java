package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Follows one operation to its end, with its log. Only an explicit success of the platform completes the node. Safe for use by many threads.
 */
final class NodeWatch implements OperationWatcher.Consumer {
    private static final int MISSES_BELIEVED = 2;
    private static final Duration FIRST_NEWS = Duration.ofSeconds(30);

    private final String label;
    private final Platform platform;
    private final OperationReference reference;
    private final NodeLog log;
    private final LogReader logs;
    private final EngineSettings settings;
    private final Clock clock;
    private final NodeConsole console;
    private final CompletableFuture<NodeEnd> end = new CompletableFuture<>();
    private final Instant since;
    private Optional<Runnable> unfollow = Optional.empty();
    private int misses;
    private boolean seen;
    private boolean ending;
    private String platformState = "";
    private Instant nextLookAt;
    private Optional<PlatformException> trouble = Optional.empty();
    private Optional<String> toldTrouble = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Duration news = FIRST_NEWS;
    private Instant newsAt;

    NodeWatch(
            String label,
            Platform platform,
            OperationReference reference,
            NodeLog log,
            LogReader logs,
            EngineSettings settings,
            Clock clock,
            NodeConsole console) {
        this.label = label;
        this.platform = platform;
        this.reference = reference;
        this.log = log;
        this.logs = logs;
        this.settings = settings;
        this.clock = clock;
        this.console = console;
        this.since = clock.instant();
        this.newsAt = since;
        this.nextLookAt = since;
    }

    /** Done when the platform told the end, and the last lines of the log are there or can't be read now. */
    CompletableFuture<NodeEnd> end() {
        return end;
    }

    /** What the last look failed with; empty after a look that went well. */
    synchronized Optional<PlatformException> trouble() {
        return trouble;
    }

    /** Where the waiting stands. */
    synchronized WaitStatus status() {
        return new WaitStatus(
                platformState + reason.map(why -> ": " + why).orElse(""),
                nextLookAt,
                platform.budget(),
                log.isReadable(),
                log.lastLineAt(),
                trouble.map(PlatformException::getMessage).map(log::safe));
    }

    @Override
    public void status(OperationStatus status, Duration untilNextLook) {
        synchronized (this) {
            trouble = Optional.empty();
            // An unknown state with a message is trouble with this one resource; the platform answered for others.
            told(
                    status.phase() == OperationPhase.UNKNOWN
                                    && !status.message().isEmpty()
                            ? Optional.of(status.message())
                            : Optional.empty());
            platformState = log.safe(status.platformState());
            explain(status);
            nextLookAt = clock.instant().plus(untilNextLook);
            if (ending || end.isDone()) {
                return;
            }
            ending = status.phase().isEnd();
        }
        if (status.phase().isEnd()) {
            unwatched();
            readLastLines(status).whenComplete((any, failure) -> end.complete(endOf(status)));
        } else if (status.phase() == OperationPhase.VANISHED) {
            vanished(status.message());
        } else {
            looked();
        }
    }

    @Override
    public synchronized void trouble(PlatformException failure, Duration untilNextLook) {
        trouble = Optional.of(failure);
        nextLookAt = clock.instant().plus(untilNextLook);
        told(Optional.of(failure.getMessage()));
    }

    @Override
    public synchronized void unwatched() {
        unfollow.ifPresent(Runnable::run);
        unfollow = Optional.empty();
    }

    /** Why it is not further, in the platform's words; empty where it does not say. */
    synchronized Optional<String> reason() {
        return reason;
    }

    /** A backup may wait for a person who starts the database; so why it waits is said, once for each reason. */
    private void explain(OperationStatus status) {
        Optional<String> now = Optional.of(status.message())
                .filter(text -> !text.isEmpty()
                        && !status.phase().isEnd()
                        && status.phase() != OperationPhase.UNKNOWN
                        && reference.kind() == OperationKind.BACKUP)
                .map(log::safe);
        if (now.isPresent() && !now.equals(reason)) {
            console.println(label + ": " + now.get());
        }
        reason = now;
    }

    /** Says once that there is trouble, however long it lasts, and once that it is over. */
    private void told(Optional<String> now) {
        if (now.isPresent() && toldTrouble.isEmpty()) {
            console.println(
                    label + ": " + log.safe(now.get()) + ". The work goes on; looking again until the time limit");
        } else if (now.isEmpty() && toldTrouble.isPresent()) {
            console.println(label + ": the platform answers again");
        }
        toldTrouble = now;
    }

    private synchronized void looked() {
        misses = 0;
        if (!seen) {
            seen = true;
            if (log.isReadable()) {
                unfollow = Optional.of(logs.follow(log));
            } else if (log.isWithheld()) {
                console.println(
                        label + ": its log is not shown, since the values of its variables, which may be secret,"
                                + " are not kept over a restart" + where());
            }
        }
        Instant now = clock.instant();
        newsAt = log.lastLineAt().filter(line -> line.isAfter(newsAt)).orElse(newsAt);
        if (Duration.between(newsAt, now).compareTo(news) >= 0) {
            newsAt = now;
            news = news.multipliedBy(2);
            console.println(
                    label + ": after " + Durations.text(Duration.between(since, now)) + " still " + status().text(now));
        }
    }

    /**
     * One look may err where the platform is spread over machines that do not agree at once; two in a row are believed. Of a command whose connection is gone nothing will
     * ever show.
     */
    private synchronized void vanished(String why) {
        misses++;
        if (reference.kind() == OperationKind.COMMAND) {
            end.complete(NodeEnd.of(NodeState.IN_DOUBT, label + ": how it ended is not known: " + log.safe(why)));
            return;
        }
        boolean young = Duration.between(since, clock.instant()).compareTo(settings.vanishPatience()) < 0;
        if (young || misses < MISSES_BELIEVED) {
            return;
        }
        String when = seen ? "was there and is gone" : "never showed";
        end.complete(NodeEnd.of(
                NodeState.IN_DOUBT,
                label + ": " + reference.id() + " " + when + " on " + platform.description()
                        + ". How it ended is not known: look there before anything is run again"));
    }

    /**
     * The platform may deliver the last lines a little after the end. What succeeded does not wait for them: they follow. A failure does, since they say why.
     */
    private CompletableFuture<Boolean> readLastLines(OperationStatus status) {
        if (!log.isReadable()) {
            return CompletableFuture.completedFuture(false);
        }
        Duration sinceEnd = status.endedAt()
                .map(at -> Duration.between(at, clock.instant()))
                .filter(passed -> !passed.isNegative())
                .orElse(Duration.ZERO);
        Duration settle = settings.logSettle().minus(sinceEnd);
        boolean fresh = !settle.isNegative() && !settle.isZero();
        if (status.phase() != OperationPhase.SUCCEEDED) {
            return logs.readLast(log, fresh ? settle : Duration.ZERO, settings.lookUpPatience())
                    .toCompletableFuture()
                    .thenApply(this::sayIfIncomplete);
        }
        return logs.readLast(log, Duration.ZERO, Duration.ZERO)
                .toCompletableFuture()
                .thenApply(all -> {
                    if (all && fresh) {
                        logs.readLast(log, settle, Duration.ZERO);
                    }
                    return sayIfIncomplete(all);
                });
    }

    private boolean sayIfIncomplete(boolean all) {
        if (!all) {
            console.println(label + ": the rest of its log can't be read now; it follows when it can" + where());
        }
        return all;
    }

    private NodeEnd endOf(OperationStatus status) {
        Map<String, String> facts = new HashMap<>(status.facts());
        status.startedAt().ifPresent(at -> facts.put("startedAt", at.toString()));
        status.endedAt().ifPresent(at -> facts.put("endedAt", at.toString()));
        String said = log.safe(status.platformState() + (status.message().isEmpty() ? "" : "; " + status.message()));
        return switch (status.phase()) {
            case SUCCEEDED -> new NodeEnd(NodeState.COMPLETED, facts, Optional.empty());
            case STOPPED -> failed(NodeState.ABORTED, facts, "was stopped on the platform (" + said + ")");
            case REPLACED -> failed(NodeState.FAILED, facts, "was replaced by another deployment (" + said + ")");
            default -> failed(NodeState.FAILED, facts, "failed on the platform (" + said + ")");
        };
    }

    private NodeEnd failed(NodeState state, Map<String, String> facts, String what) {
        List<String> tail = log.isWithheld() ? List.of() : log.tail();
        Optional<String> memory = reference.kind() == OperationKind.JOB_RUN
                ? ExitReason.memory(Optional.ofNullable(facts.get(OperationStatus.EXIT_REASON)), tail)
                : Optional.empty();
        memory.ifPresent(line -> facts.put(OperationStatus.EXIT_REASON, OperationStatus.OUT_OF_MEMORY));
        String ran = memory.map(line -> "; its log says that memory ran out: " + line)
                .orElse("");
        Failure failure = new Failure(reference.id() + " " + what + ran + where(), Optional.empty(), tail);
        return new NodeEnd(state, facts, Optional.of(failure));
    }

    private String where() {
        return platform.link(reference).map(link -> "; see " + link).orElse("");
    }
}
