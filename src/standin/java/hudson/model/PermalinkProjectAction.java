package hudson.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An action of a job that names some of its builds. */
public interface PermalinkProjectAction extends Action {
    /** The names. */
    List<Permalink> getPermalinks();

    /** A lasting name of a build, which may mean another one tomorrow. */
    abstract class Permalink {
        /** The names that builds of every job have. */
        public static final List<Permalink> BUILTIN = new CopyOnWriteArrayList<>();

        /** The name for people. */
        public abstract String getDisplayName();

        /** The part of the URL below the job. */
        public abstract String getId();

        /** The build that is meant now, or null. */
        public abstract Run<?, ?> resolve(Job<?, ?> job);
    }
}
