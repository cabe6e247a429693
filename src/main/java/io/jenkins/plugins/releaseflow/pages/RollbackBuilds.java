package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Optional;
import jenkins.model.Jenkins;

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
        String known = ReleaseFlowRuntime.get().engine().ledger().originNow(to).job();
        Job<?, ?> job = jobOf(to).filter(RollbackBuilds::canBeginNow).orElseGet(() -> RollbackJob.insteadOf(known));
        return QueuedBuild.of(job, new CauseAction(new Cause.UserIdCause(who)), new RollbackScriptAction(script));
    }

    /**
     * The job of a branch that is gone can't be built. One that runs one build at a time would have the rollback wait for the release that it is to end, or for
     * whatever else runs.
     */
    private static boolean canBeginNow(Job<?, ?> job) {
        boolean alone = job instanceof Queue.Task task && !task.isConcurrentBuild();
        return job.isBuildable() && !(alone && job.isBuilding());
    }
}
