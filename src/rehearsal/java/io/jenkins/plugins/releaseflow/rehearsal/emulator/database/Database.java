package io.jenkins.plugins.releaseflow.rehearsal.emulator.database;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One database with what it takes to reach it. Saved and replaced by one thread at a time; the rest is safe for use by many. */
public interface Database extends AutoCloseable {
    /** The kind of addon, as the API names it. */
    String type();

    /** The version, by which the content of one server fits another one. */
    String version();

    /**
     * Makes the database; what an earlier attempt left behind is removed first.
     *
     * @param seed an SQL script that fills it
     * @throws io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException with the remedy; nothing is left running then
     */
    void create(Optional<Path> seed);

    /** Brings a database up that was made before; does nothing while it is up. Throws as {@link #create} does. */
    void start();

    /** Takes the database down, so that nobody can reach it; does nothing while it is down. */
    void stop();

    /** How jobs and services reach it: what {@code ${addons.ID.NAME}} stands for, by its name. */
    Map<String, String> references();

    /** How clients of the API reach it, by the names of the secrets. */
    Map<String, String> secrets();

    /** Name of the file that holds content in this form, without what compression adds. */
    String fileName(Content content);

    /** Why content in this form can't be had here, with the remedy; empty where it can. */
    Optional<String> refusal(Content content);

    /** Writes the content to a file that is not there yet, as of one moment and whatever others do meanwhile. */
    void save(Content content, Path target, Progress progress) throws DatabaseException;

    /**
     * Replaces everything by content that was saved: others see the old content or the new, never a mixture.
     *
     * @param source not changed
     * @param origin the database that was saved, which may be this one; of the same type and version
     */
    void replaceBy(Content content, Path source, Database origin, Progress progress) throws DatabaseException;

    /** Where the database's own programs are, for commands that run beside it; empty where it has none. */
    default Optional<Path> programs() {
        return Optional.empty();
    }

    /** Removes what lies outside of the addon's directory, once it is down. */
    default void delete() {
        // Nothing lies elsewhere.
    }

    /** Takes it down for good, together with this process. */
    @Override
    void close();
}
