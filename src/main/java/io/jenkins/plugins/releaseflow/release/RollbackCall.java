package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * One thing that a rollback asks of the platform.
 *
 * @param node id that its node has in the rollback's release
 * @param request what is asked; the name of a backup is empty, since it is made when it is asked for
 * @param why one line for people
 */
public record RollbackCall(String node, OperationRequest request, String why) {
    public RollbackCall {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(why, "why");
    }
}
