package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells the triggers when a run that they asked for has begun, or was taken out of the queue. */
@Extension
@Restricted(NoExternalUse.class)
public class NewBuildRuns extends RunListener<Run<?, ?>> {
    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        isOver(run.getParent(), Optional.ofNullable(run.getAction(NewBuildAction.class)));
    }

    /** The queue is locked while its listeners hear of it, so this hands over. */
    private static void isOver(Job<?, ?> job, Optional<NewBuildAction> action) {
        action.ifPresent(known -> ReleaseFlowRuntime.get()
                .execute(() -> ReleaseFlowRuntime.get().newBuilds().isOver(job.getFullName(), known.buildId())));
    }

    /** Hears of the queue. */
    @Extension
    public static class Waiting extends QueueListener {
        @Override
        public void onLeft(Queue.LeftItem item) {
            if (item.isCancelled() && item.task instanceof Job<?, ?> job) {
                isOver(job, Optional.ofNullable(item.getAction(NewBuildAction.class)));
            }
        }
    }
}
