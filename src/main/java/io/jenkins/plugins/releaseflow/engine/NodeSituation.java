package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import java.util.Optional;

/**
 * Where a node stands, as far as it matters for what it does next.
 *
 * @param kind what it starts on the platform
 * @param terms what was agreed
 * @param asks how often the platform was asked since the last attempt that failed
 * @param failedAttempts how many attempts failed already
 * @param looksLeft how many more times an operation is looked for whose start got no answer
 * @param stage what it does just now
 * @param early how it was asked to end before its work is done; empty where nobody did
 */
record NodeSituation(
        OperationKind kind,
        NodeTerms terms,
        int asks,
        int failedAttempts,
        int looksLeft,
        Stage stage,
        Optional<NodeEnd> early) {
    /** What a node does. */
    enum Stage {
        /** Getting ready to ask; nothing is under way on the platform. */
        PREPARING,
        /** Asking, or looking for what was asked. */
        STARTING,
        /** The platform is at work. */
        WATCHING,
        /** A person is to decide. */
        ASKING,
        /** The waiting ended, and the work goes on. */
        DETACHED
    }
}
