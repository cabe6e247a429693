package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Asks the platform about the parts of a rollback: what runs, whether builds and the backup are still there. Changes nothing. */
final class RollbackSurvey {
    private final PlatformQuestions platform;
    private final Map<Target, Pin> running = new ConcurrentHashMap<>();
    private final Map<Target, String> missingTargets = new ConcurrentHashMap<>();
    private final Map<Pin, String> missingPins = new ConcurrentHashMap<>();
    private final AtomicReference<String> backup = new AtomicReference<>();
    private final AtomicReference<String> unanswered = new AtomicReference<>();

    private RollbackSurvey(PlatformQuestions platform) {
        this.platform = platform;
    }

    /** What the platform says about a plan that was made without it. Never fails: what can't be learned is among the facts. */
    static CompletionStage<PlatformFacts> of(PlatformQuestions platform, RollbackPlan plan) {
        return new RollbackSurvey(platform).ask(plan);
    }

    private CompletionStage<PlatformFacts> ask(RollbackPlan plan) {
        List<CompletableFuture<?>> asked = new ArrayList<>();
        Set<Pin> pins = new HashSet<>();
        plan.targets().forEach(target -> {
            asked.add(running(target.target()));
            target.willBe()
                    .filter(pin -> target.change() != TargetChangePlan.Change.STAYS)
                    .ifPresent(pins::add);
        });
        plan.calls().stream()
                .map(RollbackCall::request)
                .filter(DeploymentRequest.class::isInstance)
                .map(request -> ((DeploymentRequest) request).pin())
                .forEach(pins::add);
        pins.stream()
                .filter(BuildPin.class::isInstance)
                .map(BuildPin.class::cast)
                .forEach(pin -> asked.add(build(pin)));
        plan.calls().stream()
                .map(RollbackCall::request)
                .filter(RestoreRequest.class::isInstance)
                .map(RestoreRequest.class::cast)
                .forEach(restore -> asked.add(backup(restore)));
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> new PlatformFacts(
                        running,
                        missingTargets,
                        missingPins,
                        Optional.ofNullable(backup.get()),
                        Optional.ofNullable(unanswered.get())));
    }

    private CompletableFuture<?> running(Target target) {
        return platform.deployed(target)
                .handle((pin, failure) -> {
                    if (failure == null) {
                        pin.ifPresent(there -> running.put(target, there));
                    } else if (isMissing(failure)) {
                        missingTargets.put(target, message(failure));
                    } else {
                        unanswered.set(message(failure));
                    }
                    return null;
                })
                .toCompletableFuture();
    }

    private CompletableFuture<?> build(BuildPin pin) {
        return platform.resolve(pin)
                .handle((found, failure) -> {
                    if (failure != null && isMissing(failure)) {
                        missingPins.put(pin, message(failure));
                    } else if (failure != null) {
                        unanswered.set(message(failure));
                    } else if (found instanceof FoundBuild.None none) {
                        missingPins.put(pin, none.why());
                    } else if (!(found instanceof FoundBuild.Finished)) {
                        missingPins.put(pin, "build " + pin.buildId() + " is not finished any more");
                    }
                    return null;
                })
                .toCompletableFuture();
    }

    private CompletableFuture<?> backup(RestoreRequest restore) {
        return platform.restorable(restore)
                .handle((fits, failure) -> {
                    if (failure != null && isRefusal(failure)) {
                        backup.set(message(failure));
                    } else if (failure != null) {
                        unanswered.set(message(failure));
                    }
                    return null;
                })
                .toCompletableFuture();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static boolean isMissing(Throwable failure) {
        return cause(failure) instanceof PlatformException known && known.kind() == PlatformException.Kind.NOT_FOUND;
    }

    private static boolean isRefusal(Throwable failure) {
        return isMissing(failure)
                || (cause(failure) instanceof PlatformException known
                        && known.kind() == PlatformException.Kind.REJECTED);
    }

    private static String message(Throwable failure) {
        return String.valueOf(cause(failure).getMessage());
    }
}
