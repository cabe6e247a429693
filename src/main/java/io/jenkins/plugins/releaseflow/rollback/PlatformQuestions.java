package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What a platform is asked about rollbacks. The same is asked once only, however many plans need it: made anew for each look. Safe for use by many threads. */
final class PlatformQuestions {
    /** Sends a request, now or when its turn comes. */
    private interface Sender {
        <T> CompletionStage<T> send(Supplier<CompletionStage<T>> request);
    }

    private final Platform platform;
    private final Sender sender;
    private final Map<Target, CompletionStage<Optional<Pin>>> deployed = new ConcurrentHashMap<>();
    private final Map<BuildPin, CompletionStage<FoundBuild>> builds = new ConcurrentHashMap<>();
    private final Map<RestoreRequest, CompletionStage<Baseline>> restorable = new ConcurrentHashMap<>();
    private final Map<String, CompletionStage<Set<String>>> backups = new ConcurrentHashMap<>();

    private PlatformQuestions(Platform platform, Sender sender) {
        this.platform = platform;
        this.sender = sender;
    }

    /** Asked at once, for somebody who waits for the answer. */
    static PlatformQuestions now(Platform platform) {
        return new PlatformQuestions(platform, new Sender() {
            @Override
            public <T> CompletionStage<T> send(Supplier<CompletionStage<T>> request) {
                return request.get();
            }
        });
    }

    /** Asked when looking has a request left, for chores that nobody waits for. */
    static PlatformQuestions inTurn(Platform platform, ReleaseEngine engine) {
        return new PlatformQuestions(platform, new Sender() {
            @Override
            public <T> CompletionStage<T> send(Supplier<CompletionStage<T>> request) {
                return engine.paced(platform, false, request);
            }
        });
    }

    CompletionStage<Optional<Pin>> deployed(Target target) {
        return deployed.computeIfAbsent(target, asked -> sender.send(() -> platform.deployed(asked)));
    }

    CompletionStage<FoundBuild> resolve(BuildPin pin) {
        return builds.computeIfAbsent(
                pin,
                asked ->
                        sender.send(() -> platform.resolve(BuildSelector.ofId(asked.buildService(), asked.buildId()))));
    }

    /** Fails where the backup can't be restored. */
    CompletionStage<Baseline> restorable(RestoreRequest restore) {
        return restorable.computeIfAbsent(restore, asked -> sender.send(() -> platform.baseline(asked)));
    }

    CompletionStage<Set<String>> completedBackups(String addon) {
        return backups.computeIfAbsent(addon, asked -> sender.send(() -> platform.completedBackups(asked)));
    }

    CompletionStage<Void> retain(String addon, String backup) {
        return sender.send(() -> platform.retainBackup(addon, backup));
    }
}
