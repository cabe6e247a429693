package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.NodeTerms;
import java.util.Objects;

/**
 * A node to be run.
 *
 * @param node id, unique in the release. Ordering the same id again never starts anything twice: it joins what is there.
 * @param work what is to be done
 * @param terms what is agreed for the case that it does not go well
 * @param stage stage of the Jenkinsfile that its step is in, for people; empty where there is none
 */
public record NodeOrder(String node, NodeWork work, NodeTerms terms, String stage) {
    public NodeOrder {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(stage, "stage");
    }

    /** A node outside of stages. */
    public NodeOrder(String node, NodeWork work, NodeTerms terms) {
        this(node, work, terms, "");
    }

    /** The same in a stage. */
    public NodeOrder in(String other) {
        return new NodeOrder(node, work, terms, other);
    }
}
