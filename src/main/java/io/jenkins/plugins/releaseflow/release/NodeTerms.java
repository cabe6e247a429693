package io.jenkins.plugins.releaseflow.release;

import java.time.Duration;
import java.util.Objects;

/**
 * What was agreed for the case that a node does not go well. Recorded with the node, so that it holds after a restart too.
 *
 * @param timeout how long the node may take from the moment it is first ordered
 * @param onAbort what happens to the work outside when the node is ended early
 * @param onInDoubt what it does when it is not certain what became of the request
 * @param retries how often it is tried again when the platform says that the work failed; 0 for never
 */
public record NodeTerms(Duration timeout, OnAbort onAbort, OnInDoubt onInDoubt, int retries) {
    /** For nodes whose record does not tell, since it is older than this: the terms that lose nothing. */
    static final NodeTerms UNRECORDED = new NodeTerms(Duration.ofDays(7), OnAbort.DETACH, OnInDoubt.ASK, 0);

    public NodeTerms {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(onAbort, "onAbort");
        Objects.requireNonNull(onInDoubt, "onInDoubt");
        if (retries < 0) {
            throw new IllegalArgumentException("retries: " + retries + " is less than 0");
        }
    }

    /** The same, but for what happens to the work outside when the node is ended early. */
    public NodeTerms with(OnAbort other) {
        return new NodeTerms(timeout, other, onInDoubt, retries);
    }

    /** Never tried again, and a doubt is asked about. */
    public static NodeTerms of(Duration timeout, OnAbort onAbort) {
        return new NodeTerms(timeout, onAbort, OnInDoubt.ASK, 0);
    }
}
