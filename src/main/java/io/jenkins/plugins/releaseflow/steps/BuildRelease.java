package io.jenkins.plugins.releaseflow.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The release of a build whose steps stand outside of a {@code releaseFlow} block: opened by the first of them, ended with the build. */
@Extension
@Restricted(NoExternalUse.class)
public class BuildRelease extends RunListener<Run<?, ?>> {
    private final Map<String, CompletionStage<ReleaseId>> opening = new HashMap<>();

    static BuildRelease get() {
        return ExtensionList.lookupSingleton(BuildRelease.class);
    }

    /** The build's release, holding its environment's lock. */
    synchronized CompletionStage<ReleaseId> of(Run<?, ?> run, EnvVars variables, TaskListener listener) {
        return opening.computeIfAbsent(run.getExternalizableId(), id -> join(run, variables, listener));
    }

    private static CompletionStage<ReleaseId> join(Run<?, ?> run, EnvVars variables, TaskListener listener) {
        NodeConsole console = BuildConsole.of(listener);
        Optional<ReleaseId> known =
                Optional.ofNullable(run.getAction(BuildReleasesAction.class)).flatMap(BuildReleasesAction::ofBuild);
        if (known.isPresent()) {
            return ReleaseFlowRuntime.get()
                    .engine()
                    .locked(known.get(), console)
                    .thenApply(Release::id);
        }
        try {
            return ReleaseOpener.open(
                            run,
                            listener,
                            new ReleaseOpener.Wish(
                                    environment(run, variables), run.getFullDisplayName(), "", "", false, false, ""),
                            console,
                            release -> note(run, release.id()))
                    .thenApply(Release::id);
        } catch (IllegalArgumentException | IOException refused) {
            return CompletableFuture.failedFuture(refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(interrupted);
        }
    }

    private static void note(Run<?, ?> run, ReleaseId id) {
        try {
            BuildReleasesAction.add(run, id, true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (!run.isBuilding()) {
            // It was stopped while its release was being opened: its end came too early to end that.
            endReleases(run);
        }
    }

    private static String environment(Run<?, ?> run, EnvVars variables) {
        String named = variables.get("RELEASE_ENVIRONMENT", "");
        if (!named.isEmpty()) {
            return named;
        }
        return Environments.get()
                .only(run.getParent().getFullName())
                .orElseThrow(() -> new IllegalArgumentException("environment: it is not clear which one is meant;"
                        + " put the steps into releaseFlow(environment: '…') { }, or set RELEASE_ENVIRONMENT"));
    }

    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        synchronized (this) {
            opening.remove(run.getExternalizableId());
        }
        endReleases(run);
    }

    /** A build that never got to run, or that was killed, is finalized without having been completed. */
    @Override
    public void onFinalized(Run<?, ?> run) {
        endReleases(run);
    }

    /** Only a build that has ended can be deleted. Its releases are open where work of theirs goes on, or an end could not be recorded. */
    @Override
    public void onDeleted(Run<?, ?> run) {
        endReleases(run);
    }

    private static void endReleases(Run<?, ?> run) {
        Result result = run.getResult();
        ReleaseState outcome = result == null || result.isWorseThan(Result.UNSTABLE)
                ? (Result.ABORTED.equals(result) ? ReleaseState.ABORTED : ReleaseState.FAILED)
                : ReleaseState.RELEASED;
        BuildReleasesAction releases = run.getAction(BuildReleasesAction.class);
        if (releases != null) {
            ReleaseEngine engine = ReleaseFlowRuntime.get().engine();
            Optional<ReleaseId> own = releases.ofBuild();
            Optional<String> aborted =
                    Optional.of("The build was stopped").filter(why -> outcome == ReleaseState.ABORTED);
            own.ifPresent(id -> Unawaited.log(engine.leave(id, outcome, "", aborted), "Ending release " + id));
            // A block ends its release itself. A build that was killed or can't be resumed has no block any more.
            releases.releases().stream()
                    .filter(id -> own.filter(id::equals).isEmpty())
                    .forEach(id -> Unawaited.log(
                            engine.leave(
                                    id,
                                    outcome == ReleaseState.RELEASED ? ReleaseState.FAILED : outcome,
                                    "The build ended, and its block had not ended the release",
                                    aborted),
                            "Ending release " + id));
        }
    }
}
