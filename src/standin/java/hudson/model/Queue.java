package hudson.model;

import hudson.model.queue.QueueTaskFuture;
import java.util.List;

/** Where jobs wait until they can be built. This host starts builds at once, so nothing ever waits. */
public class Queue {
    private Queue() {}

    /** What waits. */
    public interface Task {
        /** Whether several of it may run at a time. */
        default boolean isConcurrentBuild() {
            return false;
        }
    }

    /** What a task becomes when it waits no more. */
    public interface Executable {}

    /** A task that waits, with what it was put there for. */
    public abstract static class Item extends Actionable {
        public final Task task;

        protected Item(Item item) {
            this.task = item.task;
        }

        /** Tells of its start and its end. */
        public QueueTaskFuture<Executable> getFuture() {
            throw new UnsupportedOperationException("nothing waits on this host");
        }
    }

    /** A task that waits no more. */
    public static final class LeftItem extends Item {
        private final boolean cancelled;

        public LeftItem(Item item) {
            super(item);
            this.cancelled = true;
        }

        /** Whether somebody took it out, so that it will not be built. */
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public String getDisplayName() {
            return "left";
        }
    }

    /** Has a say whether a task that waits already is put there once more. */
    public interface QueueAction extends Action {
        /**
         * @param actions of the one that waits
         */
        boolean shouldSchedule(List<Action> actions);
    }
}
