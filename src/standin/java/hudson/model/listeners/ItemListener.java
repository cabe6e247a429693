package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Is told what happens to items and to the host. An error thrown here is logged and harms nobody else. */
public class ItemListener implements ExtensionPoint {
    private static final Logger LOGGER = Logger.getLogger(ItemListener.class.getName());

    public void onCreated(Item item) {}

    public void onDeleted(Item item) {}

    /** An item was renamed or moved, or a folder above it was. */
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {}

    /** An item was saved by its form or by an API. */
    public void onUpdated(Item item) {}

    /** All items have been read after the host's start. */
    public void onLoaded() {}

    /** The host is about to end. */
    public void onBeforeShutdown() {}

    public static ExtensionList<ItemListener> all() {
        return ExtensionList.lookup(ItemListener.class);
    }

    public static void fireOnCreated(Item item) {
        fire(listener -> listener.onCreated(item));
    }

    public static void fireOnDeleted(Item item) {
        fire(listener -> listener.onDeleted(item));
    }

    public static void fireOnUpdated(Item item) {
        fire(listener -> listener.onUpdated(item));
    }

    private static void fire(Consumer<ItemListener> event) {
        for (ItemListener listener : all()) {
            try {
                event.accept(listener);
            } catch (RuntimeException x) {
                LOGGER.log(Level.WARNING, "failed to send event to listener of " + listener.getClass(), x);
            }
        }
    }
}
