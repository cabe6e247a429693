package hudson.model;

import java.io.IOException;

/** Something that can be written to disk. */
public interface Saveable {
    /** Keeps nothing. */
    Saveable NOOP = () -> {};

    /** Writes the present state to disk. */
    void save() throws IOException;
}
