package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.AwaitedBuild;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildRequest;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The one way in which a release comes from a choice of build to a build that can be deployed, however many of its nodes ask: does what {@link BuildDecision} says,
 * and shows it what came of that. Ends when all nodes have left that waited. Safe for use by many threads; what it does, it does one thing at a time.
 */
final class BuildResolution {
    private static final int SETTLE_LOOKS = 3;

    private final OpenRelease release;
    private final BuildSelector selector;
    private final String node;
    private final String label;
    private final NodeTools tools;
    private final LookUp lookUp;
    private final NodeConsole console;
    private final SerialExecutor turns;
    private final BuildWatch watch;
    private final CompletableFuture<BuildPin> pin = new CompletableFuture<>();
    private final Set<String> waiting = new HashSet<>();
    private boolean begun;
    private boolean buildIfMissing;
    private boolean left;
    private boolean stopWanted;
    private Optional<BuildRequest> request = Optional.empty();
    private Baseline baseline = Baseline.empty();
    private int asks;
    private int looksLeft = SETTLE_LOOKS;
    private Instant askUntil = Instant.MAX;
    private boolean asking;

    /**
     * @param node the node that asks first; it is named in the record, and the build's log is kept as its
     * @param label its label
     */
    BuildResolution(
            OpenRelease release,
            BuildSelector selector,
            String node,
            String label,
            NodeTools tools,
            LookUp lookUp,
            NodeConsole console) {
        this.release = release;
        this.selector = selector;
        this.node = node;
        this.label = label;
        this.tools = tools;
        this.lookUp = lookUp;
        this.console = console;
        this.turns = new SerialExecutor(tools.executor());
        this.watch = new BuildWatch(release, selector, node, tools, console);
    }

    /** The node that asked first. */
    String node() {
        return node;
    }

    /** Begins, or goes on where the record says that it stands; does nothing where it has begun. Returns at once. */
    void begin() {
        synchronized (this) {
            if (begun) {
                return;
            }
            begun = true;
        }
        turn(() -> {
            Optional<AwaitedBuild> known =
                    Optional.ofNullable(release.current().builds().get(selector.text()));
            known.ifPresent(build -> {
                request = build.request();
                baseline = build.baseline();
            });
            see(new BuildObservation.OnRecord(known));
        });
    }

    /** Whether it came to its end. */
    synchronized boolean isOver() {
        return left || pin.isDone();
    }

    /** What it waits for, for people. */
    String status() {
        return watch.status();
    }

    /**
     * Waits with the others.
     *
     * @param mayBuild whether this node wants a build started where there is none
     * @return done when the build is there. Fails with NotBuiltException where there will be none, and where the ledger can't be written. Empty where it is over.
     */
    synchronized Optional<CompletionStage<BuildPin>> join(String other, boolean mayBuild) {
        if (left) {
            return Optional.empty();
        }
        waiting.add(other);
        buildIfMissing |= mayBuild;
        return Optional.of(pin);
    }

    /**
     * Waits no more.
     *
     * @param stop whether a build that this release started is to be stopped, unless others wait for it
     * @return what becomes of the build, as a part of a sentence; empty where there is nothing to say
     */
    CompletionStage<String> leave(String other, boolean stop) {
        synchronized (this) {
            waiting.remove(other);
            if (!waiting.isEmpty() || left || pin.isDone()) {
                return CompletableFuture.completedFuture("");
            }
            left = true;
            stopWanted = stop;
        }
        CompletableFuture<String> told = new CompletableFuture<>();
        turn(() -> {
            try {
                told.complete(endWaiting());
            } finally {
                told.complete("");
            }
        });
        return told;
    }

    private String endWaiting() {
        watch.end();
        pin.completeExceptionally(new NotBuiltException(Failure.of("nobody waits for the build any more")));
        if (watch.build().isEmpty()) {
            return asking ? "; a build was just asked for, and may be made" : "";
        }
        String build = watch.build().get().id();
        if (request.isEmpty() || !stopWanted) {
            return "; build " + build + " goes on on the platform";
        }
        giveUp("build " + build + " was stopped, since nobody waits for it any more");
        watch.stop(watch.build().get());
        return "; the platform was asked to stop build " + build;
    }

    private void see(BuildObservation seen) {
        if (!pin.isDone()) {
            perform(BuildDecision.next(situation(), seen));
        } else if (seen instanceof BuildObservation.Taken late) {
            takenTooLate(late.reference());
        }
    }

    /** The answer came when nobody waited for the build any more. */
    private void takenTooLate(OperationReference build) {
        if (stopWanted) {
            watch.stop(build);
        }
        if (!release.current().isOpen()) {
            return;
        }
        if (stopWanted) {
            giveUp("build " + build.id() + " was stopped, since nobody waits for it any more");
        } else {
            release.append(new ReleaseEvent.BuildAwaited(now(), node, selector.text(), build));
        }
    }

    private synchronized BuildSituation situation() {
        return new BuildSituation(
                selector, buildIfMissing, asks, looksLeft, watch.build().isPresent());
    }

    private void perform(BuildAction action) {
        if (action instanceof BuildAction.Look) {
            look(selector);
        } else if (action instanceof BuildAction.Take take) {
            take(take.pin());
        } else if (action instanceof BuildAction.Await await) {
            await(await);
        } else if (action instanceof BuildAction.Watch known) {
            watch(known.reference());
        } else if (action instanceof BuildAction.Confirm) {
            look(BuildSelector.ofId(
                    selector.buildService(), watch.build().orElseThrow().id()));
        } else if (action instanceof BuildAction.Prepare prepare) {
            prepare(prepare.note());
        } else if (action instanceof BuildAction.Ask) {
            ask();
        } else if (action instanceof BuildAction.PauseAndAsk again) {
            later(again.pause(), () -> see(new BuildObservation.PauseOver()));
        } else if (action instanceof BuildAction.AskSame) {
            send();
        } else if (action instanceof BuildAction.LookFor look) {
            lookFor(look);
        } else if (action instanceof BuildAction.Explain explain) {
            explain(explain);
        } else if (action instanceof BuildAction.Fail fail) {
            fail(fail.failure(), fail.keep());
        }
    }

    private void look(BuildSelector wanted) {
        next(
                lookUp.ask(NodeAsking.guarded(() -> platform().resolve(wanted))),
                BuildObservation.Found::new,
                BuildObservation.Refused::new);
    }

    private void take(BuildPin found) {
        release.append(new ReleaseEvent.PinResolved(now(), selector.text(), found));
        pin.complete(found);
    }

    private void prepare(String note) {
        note(note);
        BuildRequest wanted = BuildRequest.of(selector);
        next(
                lookUp.ask(NodeAsking.guarded(() -> platform().baseline(wanted))),
                shown -> {
                    request = Optional.of(wanted);
                    baseline = shown;
                    askUntil = now().plus(tools.settings().lookUpPatience());
                    return new BuildObservation.Prepared();
                },
                BuildObservation.Refused::new);
    }

    private void ask() {
        release.append(new ReleaseEvent.BuildIntended(now(), node, selector.text(), request.orElseThrow(), baseline));
        asks++;
        send();
    }

    private void send() {
        asking = true;
        looksLeft = SETTLE_LOOKS;
        next(
                release.whileUnbroken(NodeAsking.guarded(() -> platform().start(request.orElseThrow(), baseline))),
                BuildObservation.Taken::new,
                trouble -> {
                    if (trouble.mayHaveBeenProcessed()) {
                        console.println(label + ": " + trouble.getMessage() + "; looking whether a build was started");
                        return new BuildObservation.NoAnswer(trouble);
                    }
                    Duration pause = trouble.retryAfter().orElse(Duration.ofSeconds(1));
                    return new BuildObservation.NotTaken(
                            trouble, now().plus(pause).isBefore(askUntil));
                });
    }

    private void lookFor(BuildAction.LookFor look) {
        looksLeft--;
        Duration pause = look.pause() ? tools.settings().settle().dividedBy(SETTLE_LOOKS - 1) : Duration.ZERO;
        later(
                pause,
                () -> next(
                        lookUp.ask(NodeAsking.guarded(() -> platform().find(request.orElseThrow(), baseline))),
                        found -> new BuildObservation.Looked(found, look.why()),
                        trouble -> new BuildObservation.Looked(
                                new FoundOperation.Unclear(
                                        "it could not be looked for: " + trouble.getMessage(), List.of()),
                                look.why())));
    }

    private void await(BuildAction.Await action) {
        note(action.note());
        release.append(new ReleaseEvent.BuildAwaited(now(), node, selector.text(), action.reference()));
        watch(action.reference());
    }

    private void watch(OperationReference build) {
        asking = false;
        watch.follow(build)
                .thenAccept(end -> turn(() -> {
                    watch.end();
                    see(new BuildObservation.Ended(end));
                }));
    }

    private void explain(BuildAction.Explain action) {
        String link =
                platform().link(action.reference()).map(at -> "; see " + at).orElse("");
        watch.lastLines(action.reference())
                .thenAccept(
                        lines -> turn(() -> fail(new Failure(action.why() + link, Optional.empty(), lines), false)));
    }

    private void fail(Failure failure, boolean keep) {
        if (!keep) {
            giveUp(failure.message());
        }
        pin.completeExceptionally(new NotBuiltException(failure));
    }

    private void giveUp(String message) {
        if (release.current().builds().containsKey(selector.text())) {
            release.append(new ReleaseEvent.BuildGivenUp(now(), node, selector.text(), message));
        }
    }

    private void note(String text) {
        console.println(label + ": " + text);
        release.append(new ReleaseEvent.NodeNoted(now(), node, text));
    }

    private Platform platform() {
        return release.platform();
    }

    private Instant now() {
        return release.clock().instant();
    }

    private void later(Duration pause, Runnable task) {
        tools.executor().schedule(() -> turn(task), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> void next(
            CompletionStage<T> answer,
            Function<T, BuildObservation> success,
            Function<PlatformException, BuildObservation> trouble) {
        answer.whenComplete((value, failure) -> turn(() -> see(
                failure == null
                        ? success.apply(value)
                        : trouble.apply(OperationWatcher.asPlatformException(failure)))));
    }

    private void turn(Runnable task) {
        turns.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException unwritable) {
                watch.end();
                pin.completeExceptionally(unwritable);
            }
        });
    }
}
