package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Action;
import java.util.Collection;

/**
 * Adds actions to objects without keeping them.
 *
 * @param <T> what gets the actions
 */
public abstract class TransientActionFactory<T> implements ExtensionPoint {
    /** The type of what gets the actions. */
    public abstract Class<T> type();

    /** A type that all the actions have. */
    public Class<? extends Action> actionType() {
        return Action.class;
    }

    /** The actions of one object; called often. */
    public abstract Collection<? extends Action> createFor(T target);
}
