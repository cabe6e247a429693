package hudson.model;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Something that items lie in.
 *
 * @param <T> what lies in it
 */
public interface ItemGroup<T extends Item> extends PersistenceRoot, ModelObject {
    /** The names from the root, joined by slashes; empty for the root. */
    String getFullName();

    /** The display names from the root; empty for the root. */
    String getFullDisplayName();

    Collection<T> getItems();

    /** The group's page, below the host's root. */
    String getUrl();

    /** What comes between {@link #getUrl} and the name of an item. */
    String getUrlChildPrefix();

    /** The item of that name, or null. */
    T getItem(String name);

    /** Where an item is kept. */
    File getRootDirFor(T child);

    /** Forgets an item that is deleted. */
    void onDeleted(T item) throws IOException;

    /** The items of a type at any depth. */
    default <I extends Item> List<I> getAllItems(Class<I> type) {
        List<I> found = new ArrayList<>();
        for (Item item : getItems()) {
            if (type.isInstance(item)) {
                found.add(type.cast(item));
            }
            if (item instanceof ItemGroup<?> group) {
                found.addAll(group.getAllItems(type));
            }
        }
        return found;
    }
}
