package hudson.model;

import java.io.File;

/** A saveable thing that owns a directory. */
public interface PersistenceRoot extends Saveable {
    /** The directory that everything of this object is kept in. */
    File getRootDir();
}
