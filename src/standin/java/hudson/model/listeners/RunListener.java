package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Is told what happens to builds. An error thrown here is logged and harms nobody else.
 *
 * @param <R> the type of builds of interest
 */
@SuppressWarnings("rawtypes") // as in Jenkins
public abstract class RunListener<R extends Run> implements ExtensionPoint {
    private static final Logger LOGGER = Logger.getLogger(RunListener.class.getName());

    public final Class<R> targetType;

    protected RunListener(Class<R> targetType) {
        this.targetType = targetType;
    }

    /** Listens to all builds. */
    @SuppressWarnings("unchecked")
    protected RunListener() {
        this((Class<R>) Run.class);
    }

    /** The build begins to run. */
    public void onStarted(R r, TaskListener listener) {}

    /** The build's work has ended and its result is known; the console is still open. */
    public void onCompleted(R r, TaskListener listener) {}

    /** The build has ended and been saved. */
    public void onFinalized(R r) {}

    /** The build has been deleted. */
    public void onDeleted(R r) {}

    public static void fireStarted(Run r, TaskListener listener) {
        fire(r, target -> target.onStarted(r, listener));
    }

    public static void fireCompleted(Run r, TaskListener listener) {
        fire(r, target -> target.onCompleted(r, listener));
    }

    public static void fireFinalized(Run r) {
        fire(r, target -> target.onFinalized(r));
    }

    public static void fireDeleted(Run r) {
        fire(r, target -> target.onDeleted(r));
    }

    public static ExtensionList<RunListener> all() {
        return ExtensionList.lookup(RunListener.class);
    }

    @SuppressWarnings("unchecked")
    private static void fire(Run run, Consumer<RunListener<Run>> event) {
        for (RunListener listener : all()) {
            if (listener.targetType.isInstance(run)) {
                try {
                    event.accept(listener);
                } catch (RuntimeException x) {
                    LOGGER.log(Level.WARNING, "RunListener failed", x);
                }
            }
        }
    }
}
