package hudson.model;

import hudson.ExtensionList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.TransientActionFactory;

/** A model object with actions. */
public abstract class Actionable implements ModelObject {
    private volatile CopyOnWriteArrayList<Action> actions;

    /** The actions that are kept with this object. */
    public List<Action> getActions() {
        synchronized (this) {
            if (actions == null) {
                actions = new CopyOnWriteArrayList<>();
            }
            return actions;
        }
    }

    /** The kept actions, and those that factories add for now. */
    public final List<? extends Action> getAllActions() {
        return getActions(Action.class);
    }

    /** All actions of a type: first the kept ones, then those of factories that may have some of it. */
    public <T extends Action> List<T> getActions(Class<T> type) {
        List<T> found = new ArrayList<>();
        getActions().stream().filter(type::isInstance).map(type::cast).forEach(found::add);
        for (TransientActionFactory<?> factory : ExtensionList.lookup(TransientActionFactory.class)) {
            if (mayMake(factory, type)) {
                createFor(factory).stream()
                        .filter(type::isInstance)
                        .map(type::cast)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static boolean mayMake(TransientActionFactory<?> factory, Class<? extends Action> type) {
        return type.isAssignableFrom(factory.actionType())
                || factory.actionType().isAssignableFrom(type);
    }

    /** The first action of a type, or null. No factory is asked where one is kept. */
    public <T extends Action> T getAction(Class<T> type) {
        return getActions().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseGet(() -> getActions(type).stream().findFirst().orElse(null));
    }

    /** Keeps one more action; call {@code save} afterwards. */
    public void addAction(Action a) {
        getActions().add(a);
    }

    /** Keeps the action instead of those of its class. */
    public void replaceAction(Action a) {
        addOrReplaceAction(a);
    }

    /** Keeps the action instead of those of its class, and says whether that changed anything. */
    public boolean addOrReplaceAction(Action a) {
        List<Action> present = getActions().stream()
                .filter(old -> old.getClass() == a.getClass())
                .toList();
        if (present.equals(List.of(a))) {
            return false;
        }
        addAction(a);
        getActions().removeAll(present);
        return true;
    }

    public boolean removeAction(Action a) {
        return a != null && getActions().remove(a);
    }

    private <T> Collection<? extends Action> createFor(TransientActionFactory<T> factory) {
        return factory.type().isInstance(this)
                ? factory.createFor(factory.type().cast(this))
                : List.of();
    }
}
