package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/** Starts builds of Jenkins that make rollbacks: each is a build of the job that made the release, in the user's name. */
final class RollbackBuilds implements RollbackStarter {
    @Override
    public Started start(Release to, String script, String who) {
        String name = ReleaseFlowRuntime.get().engine().ledger().originNow(to).job();
        Job<?, ?> job = Optional.ofNullable(Jenkins.get().getItemByFullName(name, Job.class))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "job: '" + name
                                        + "' made the release and is not there any more; roll back by the step rollbackRelease of another job"));
        int next = job.getNextBuildNumber();
        boolean queued = ParameterizedJobMixIn.scheduleBuild2(
                        job, 0, new CauseAction(new Cause.UserIdCause(who)), new RollbackScriptAction(script))
                != null;
        if (!queued) {
            throw new IllegalStateException("job: '" + name + "' can't be built now; enable it and try again");
        }
        return new Started(Optional.of(name + " #" + next), Optional.of(job.getUrl()));
    }
}
