package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.LockPolicy;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Opens a release for a build, where its branch may release to the environment, and waits for the environment's lock. */
final class ReleaseOpener {
    /**
     * What a build asks for.
     *
     * @param name given by people; may be empty
     * @param description given by people; may be empty
     * @param approvedBy id of the user whose approval it has to be; empty for that of anybody who may
     * @param supersede whether older releases that still wait are ended, also where the environment is configured to queue
     * @param allowOlder whether builds may be deployed that are older than the live ones
     * @param step key of the step, by which it finds its release again when it is resumed; empty where another step opens it
     */
    record Wish(
            String environment,
            String name,
            String description,
            String approvedBy,
            boolean supersede,
            boolean allowOlder,
            String step) {}

    private ReleaseOpener() {}

    /**
     * @param opened hears of the release as soon as it is on record, before it has the lock
     */
    static CompletionStage<Release> open(
            Run<?, ?> run, TaskListener listener, Wish wish, NodeConsole console, Consumer<Release> opened)
            throws IOException, InterruptedException {
        String environment = wish.environment();
        ReleaseEngine engine = ReleaseFlowRuntime.get().engine();
        JobBranch branch = JobBranch.of(run.getParent().getEnvironment(null, listener));
        String job = run.getParent().getFullName();
        RunOverrides overrides = RunOverridesAction.of(run);
        refuseToWaitForItself(run, environment, engine);
        CompletionStage<Void> allowed = ReleaseGate.check(run, branch, environment, listener);
        String approval =
                Approval.of(run, Environments.get().approvalRuleOf(environment, job), environment, wish.approvedBy());
        Origin origin =
                BuildOrigin.of(run, branch, approval).ofStep(wish.step()).with(overrides.in(environment));
        LockPolicy policy =
                wish.supersede() ? LockPolicy.SUPERSEDE : Environments.get().lockPolicyOf(environment, origin.job());
        String name = overrides.nameOr(wish.name());
        ReleaseOpening opening = new ReleaseOpening(
                environment,
                ReleaseKind.RELEASE,
                name,
                overrides.descriptionOr(wish.description()),
                origin,
                policy,
                wish.allowOlder() || overrides.allowOlder());
        return allowed.thenCompose(none -> engine.open(opening)).thenCompose(release -> {
            opened.accept(release);
            console.println("Release " + release.id()
                    + (name.isEmpty() ? "" : ", " + name)
                    + ", on record in "
                    + engine.ledger()
                            .environment(environment)
                            .recordOf(release.id().number()));
            return engine.locked(release.id(), console);
        });
    }

    /** The build's own release ends only with the build, so waiting for its lock would never end. */
    static void refuseToWaitForItself(Run<?, ?> run, String environment, ReleaseEngine engine) {
        Optional.ofNullable(run.getAction(BuildReleasesAction.class))
                .flatMap(BuildReleasesAction::ofBuild)
                .filter(own -> own.environment().equals(environment))
                .filter(own -> engine.find(own).isPresent())
                .ifPresent(own -> {
                    throw new IllegalArgumentException("environment: release " + own
                            + " was opened by a step before this block and ends with the build, so the block would wait for it for ever;"
                            + " put that step into a releaseFlow block too");
                });
    }
}
