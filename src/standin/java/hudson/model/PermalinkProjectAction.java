package hudson.model;

import java.util.List;

/** An action of a job that names some of its builds. */
public interface PermalinkProjectAction extends Action {
    /** The names. */
    List<Permalink> getPermalinks();

    /** A lasting name of a build, which may mean another one tomorrow. */
    abstract class Permalink {
        /** The name for people. */
        public abstract String getDisplayName();

        /** The part of the URL below the job. */
        public abstract String getId();

        /** The build that is meant now, or null. */
        public abstract Run<?, ?> resolve(Job<?, ?> job);
    }
}
