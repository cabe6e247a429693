package jenkins.model;

import java.io.IOException;

/** Something that can be read back from disk. */
public interface Loadable {
    /** Reads the state from disk; keeps the present one when there is nothing to read. */
    void load() throws IOException;
}
