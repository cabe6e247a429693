package hudson;

import hudson.model.Saveable;
import java.io.Closeable;
import java.io.IOException;

/** Several changes of one object that are saved once, when they are committed. For the thread that made it. */
public class BulkChange implements Closeable {
    private static final ThreadLocal<BulkChange> CURRENT = new ThreadLocal<>();

    private final Saveable saveable;
    private final BulkChange parent;
    private boolean ended;

    public BulkChange(Saveable saveable) {
        this.saveable = saveable;
        this.parent = CURRENT.get();
        CURRENT.set(this);
    }

    /** Saves the object. */
    public void commit() throws IOException {
        if (!ended) {
            abort();
            saveable.save();
        }
    }

    /** Ends it; what was changed is not saved unless it was committed. */
    @Override
    public void close() {
        abort();
    }

    /** Ends it without saving. */
    public void abort() {
        if (!ended) {
            ended = true;
            CURRENT.set(parent);
        }
    }

    /** Whether this thread is changing the object, so that it is saved later. */
    public static boolean contains(Saveable s) {
        for (BulkChange change = CURRENT.get(); change != null; change = change.parent) {
            if (change.saveable == s) {
                return true;
            }
        }
        return false;
    }
}
