package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.ParameterizedJobMixIn;

/** Asks Jenkins for a build. */
final class QueuedBuild {
    /** A build that need not wait in the queue begins sooner. */
    private static final int PATIENCE_SECONDS = 2;

    private QueuedBuild() {}

    /**
     * Puts a job in the queue. Waits a moment for the build's number, which is not known before the build begins.
     *
     * @return with its number where that is known by then
     * @throws IllegalStateException with a message for people, where the job can't be built
     */
    static RollbackStarter.Started of(Job<?, ?> job, Action... actions) {
        String name = job.getFullName();
        Queue.Item item = ParameterizedJobMixIn.scheduleBuild2(job, 0, actions);
        if (item == null) {
            throw new IllegalStateException(Messages.QueuedBuild_NotNow(name));
        }
        Optional<Integer> number = begun(item);
        return new RollbackStarter.Started(number.map(known -> name + " #" + known), Optional.of(job.getUrl()));
    }

    private static Optional<Integer> begun(Queue.Item item) {
        try {
            Queue.Executable begun = item.getFuture().getStartCondition().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return begun instanceof Run<?, ?> run ? Optional.of(run.getNumber()) : Optional.empty();
        } catch (TimeoutException | ExecutionException | CancellationException waits) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
