package hudson;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * The implementations of one extension point, highest {@link Extension#ordinal} first. Loaded on first use; safe for use
 * by many threads.
 *
 * @param <T> the extension point
 */
public class ExtensionList<T> extends AbstractList<T> {
    public final Jenkins jenkins;
    public final Class<T> extensionType;

    private volatile List<ExtensionComponent<T>> extensions;

    protected ExtensionList(Jenkins jenkins, Class<T> extensionType) {
        this.jenkins = jenkins;
        this.extensionType = extensionType;
    }

    /** The one instance of exactly that class, or null. */
    public <U extends T> U get(Class<U> type) {
        return stream()
                .filter(extension -> extension.getClass() == type)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** The one instance of exactly that class. */
    public <U extends T> U getInstance(Class<U> type) throws IllegalStateException {
        U instance = get(type);
        if (instance == null) {
            throw new IllegalStateException(
                    "The class " + type.getName() + " was not found, potentially not yet loaded");
        }
        return instance;
    }

    @Override
    public T get(int index) {
        return components().get(index).getInstance();
    }

    @Override
    public int size() {
        return components().size();
    }

    /** Registers an instance that is not annotated. */
    @Override
    public boolean add(T t) {
        synchronized (getLoadLock()) {
            List<ExtensionComponent<T>> more = new ArrayList<>(components());
            more.add(new ExtensionComponent<>(t));
            extensions = List.copyOf(sort(more));
            return true;
        }
    }

    @Override
    public boolean remove(Object o) {
        synchronized (getLoadLock()) {
            List<ExtensionComponent<T>> fewer = new ArrayList<>(components());
            boolean removed = fewer.removeIf(component -> component.getInstance() == o);
            extensions = List.copyOf(fewer);
            return removed;
        }
    }

    /** What guards loading. */
    protected Object getLoadLock() {
        return jenkins == null ? this : jenkins;
    }

    /** Finds the implementations; called once. */
    protected List<ExtensionComponent<T>> load() {
        return List.of();
    }

    protected List<ExtensionComponent<T>> sort(List<ExtensionComponent<T>> r) {
        return r.stream().sorted().collect(Collectors.toList());
    }

    private List<ExtensionComponent<T>> components() {
        if (extensions == null) {
            synchronized (getLoadLock()) {
                if (extensions == null) {
                    extensions = List.copyOf(sort(load()));
                }
            }
        }
        return extensions;
    }

    /** A list without implementations, to which some can be added. */
    public static <T> ExtensionList<T> create(Jenkins jenkins, Class<T> type) {
        return new ExtensionList<>(jenkins, type);
    }

    /** The implementations of a type in the running Jenkins; empty when there is none. */
    public static <T> ExtensionList<T> lookup(Class<T> type) {
        Jenkins running = Jenkins.getInstanceOrNull();
        return running == null ? new ExtensionList<>(null, type) : running.getExtensionList(type);
    }

    /**
     * The only implementation of a type.
     *
     * @throws IllegalStateException if there is none, or more than one
     */
    public static <U> U lookupSingleton(Class<U> type) {
        ExtensionList<U> all = lookup(type);
        if (all.size() != 1) {
            throw new IllegalStateException("Expected 1 instance of " + type.getName() + " but got " + all.size());
        }
        return all.get(0);
    }

    /**
     * The implementation of a type with the highest ordinal.
     *
     * @throws IllegalStateException if there is none
     */
    public static <U> U lookupFirst(Class<U> type) {
        ExtensionList<U> all = lookup(type);
        if (all.isEmpty()) {
            throw new IllegalStateException("Found no instance of " + type.getName());
        }
        return all.get(0);
    }
}
