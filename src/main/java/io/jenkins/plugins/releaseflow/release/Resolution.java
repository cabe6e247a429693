package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/** A way out of a doubt, chosen by a person or by the step's parameter {@code onInDoubt}. */
public sealed interface Resolution {
    /**
     * The node's operation is this one: it is watched to its end.
     *
     * @param operation the platform's id of it
     */
    record Adopt(String operation) implements Resolution {
        public Adopt {
            Objects.requireNonNull(operation, "operation");
        }
    }

    /** Somebody knows that the work was done. */
    record MarkCompleted() implements Resolution {}

    /** Somebody knows that the work was not done, or failed. */
    record MarkFailed() implements Resolution {}

    /** Somebody knows that it was not started, or that it may be done twice. */
    record RunAgain() implements Resolution {}
}
