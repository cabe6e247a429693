package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import hudson.model.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hears what a pipeline does, for progress on a terminal. Called on the pipeline's own threads, for parallel branches at the same time;
 * has to be quick and thread-safe, and must not throw.
 */
public interface PipelineListener {

    /**
     * A stage or parallel branch.
     *
     * @param path the names of the enclosing stages and its own, outermost first
     */
    record Stage(List<String> path) {
        /** The stage's own name. */
        public String name() {
            return path.get(path.size() - 1);
        }
    }

    /** A stage begins. */
    default void stageStarted(Stage stage) {}

    /**
     * A stage has ended.
     *
     * @param result how; {@link Result#NOT_BUILT} if it was skipped
     */
    default void stageEnded(Stage stage, Result result) {}

    /**
     * A step begins.
     *
     * @param function the name it was called by
     * @param arguments by parameter name, as the script gave them, secrets included
     */
    default void stepStarted(String function, Map<String, Object> arguments) {}

    /**
     * A step has ended.
     *
     * @param failure why it failed, if it did
     */
    default void stepEnded(String function, Optional<Throwable> failure) {}

    /** Hears nothing. */
    static PipelineListener none() {
        return new PipelineListener() {};
    }
}
