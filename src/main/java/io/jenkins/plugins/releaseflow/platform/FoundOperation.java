package io.jenkins.plugins.releaseflow.platform;

import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.List;

/** What a look for an operation that may or may not have been started found. */
public sealed interface FoundOperation {
    /** It was certainly not started. */
    record None() implements FoundOperation {}

    /** It was certainly started, and this is it. */
    record One(OperationReference reference) implements FoundOperation {}

    /**
     * It can't be told.
     *
     * @param why one sentence for people
     * @param candidates operations that it may be
     */
    record Unclear(String why, List<OperationReference> candidates) implements FoundOperation {
        public Unclear {
            candidates = List.copyOf(candidates);
        }
    }
}
