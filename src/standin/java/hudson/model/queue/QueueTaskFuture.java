package hudson.model.queue;

import hudson.model.Queue;
import java.util.concurrent.Future;

/**
 * The end of a task that was put in the queue.
 *
 * @param <R> what it becomes
 */
public interface QueueTaskFuture<R extends Queue.Executable> extends Future<R> {
    /** Done when it waits no more. */
    Future<R> getStartCondition();
}
