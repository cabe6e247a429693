package io.jenkins.plugins.releaseflow.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * A node to be run.
 *
 * @param node id, unique in the release. Ordering the same id again never starts anything twice: it joins what is there.
 * @param work what is to be done
 * @param timeout how long it may take from the moment it is first ordered
 * @param onAbort what happens to the work outside when the node is ended early
 */
public record NodeOrder(String node, NodeWork work, Duration timeout, OnAbort onAbort) {
    public NodeOrder {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(onAbort, "onAbort");
    }
}
