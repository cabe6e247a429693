package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import io.jenkins.plugins.releaseflow.steps.RunOverridesAction;
import java.time.Duration;

/** What the present user asks of a job of this Jenkins to have it release: the permissions first, then the work, in their name. */
final class RunRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private RunRequests() {}

    /** @throws hudson.security.AccessDeniedException3 where the user may not have the job release */
    static void check(Job<?, ?> job) {
        job.checkPermission(ReleasePermissions.RUN);
        job.checkPermission(Item.BUILD);
    }

    static boolean may(Job<?, ?> job) {
        return job.hasPermission(ReleasePermissions.RUN) && job.hasPermission(Item.BUILD);
    }

    /** @throws hudson.security.AccessDeniedException3 where the user may not have the job release */
    static ControlAnswer offer(Job<?, ?> job) {
        check(job);
        return control(job).offer(job.getFullName());
    }

    /** @throws hudson.security.AccessDeniedException3 where the user may not have the job release */
    static ControlAnswer start(Job<?, ?> job, OverrideForm form) {
        check(job);
        return control(job).start(job.getFullName(), form, UserRequests.who());
    }

    private static RunControl control(Job<?, ?> job) {
        ReleaseFlowRuntime runtime = ReleaseFlowRuntime.get();
        return new RunControl(
                runtime.engine().ledger(),
                runtime.platforms(),
                (name, overrides, who) -> start(job, overrides, who),
                PATIENCE);
    }

    private static RollbackStarter.Started start(Job<?, ?> job, RunOverrides overrides, String who) {
        return QueuedBuild.of(job, new CauseAction(new Cause.UserIdCause(who)), new RunOverridesAction(overrides));
    }
}
