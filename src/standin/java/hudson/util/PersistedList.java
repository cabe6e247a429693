package hudson.util;

import hudson.model.Saveable;
import java.io.IOException;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A list that saves its owner when it changes.
 *
 * @param <T> what is in it
 */
public class PersistedList<T> extends AbstractList<T> {
    private final List<T> elements = new CopyOnWriteArrayList<>();
    protected Saveable owner;

    public PersistedList(Saveable owner) {
        this.owner = owner;
    }

    @Override
    public boolean add(T item) {
        elements.add(item);
        saved();
        return true;
    }

    @Override
    public T get(int index) {
        return elements.get(index);
    }

    /** The first of exactly that class, or null. */
    public <U extends T> U get(Class<U> type) {
        return elements.stream()
                .filter(element -> element.getClass() == type)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** Removes all of exactly that class. */
    public <U extends T> void remove(Class<U> type) throws IOException {
        elements.removeIf(element -> element.getClass() == type);
        saved();
    }

    @Override
    public int size() {
        return elements.size();
    }

    private void saved() {
        try {
            owner.save();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
