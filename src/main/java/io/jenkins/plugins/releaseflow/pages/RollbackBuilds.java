package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/** Starts builds of Jenkins that make rollbacks: each is a build of the job that made the release, or of ours where that is gone, in the user's name. */
final class RollbackBuilds implements RollbackStarter {
    @Override
    public boolean hasJob(Release to) {
        return jobOf(to).isPresent();
    }

    /** Under the name that it has by now. One that the user may not see is there all the same. */
    private static Optional<Job<?, ?>> jobOf(Release to) {
        String name = ReleaseFlowRuntime.get().engine().ledger().originNow(to).job();
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return Optional.ofNullable(Jenkins.get().getItemByFullName(name, Job.class))
                    .map(job -> (Job<?, ?>) job);
        } finally {
            jenkins.close();
        }
    }

    @Override
    public Started start(Release to, String script, String who) {
        Job<?, ?> job =
                jobOf(to).orElseGet(() -> RollbackJob.insteadOf(to.origin().job()));
        String name = job.getFullName();
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
