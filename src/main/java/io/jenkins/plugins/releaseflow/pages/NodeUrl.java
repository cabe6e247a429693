package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The URLs of one node, which need not exist. */
@Restricted(NoExternalUse.class)
public class NodeUrl {
    private final String environment;
    private final String number;
    private final String node;

    NodeUrl(String environment, String number, String node) {
        this.environment = environment;
        this.number = number;
        this.node = node;
    }

    /**
     * Decides about the node's doubt.
     *
     * @param resolution {@code adopt}, {@code completed}, {@code failed} or {@code again}
     * @param operation the platform's id of the operation to adopt
     * @param reason why; kept in the record
     */
    @RequirePOST
    public HttpResponse doResolve(
            @QueryParameter("resolution") String resolution,
            @QueryParameter("operation") String operation,
            @QueryParameter("reason") String reason) {
        DoubtAnswer answer = new DoubtAnswer(Util.fixNull(resolution), Util.fixNull(operation), Util.fixNull(reason));
        return new JsonResponse(UserRequests.resolve(environment, number, node, answer));
    }
}
