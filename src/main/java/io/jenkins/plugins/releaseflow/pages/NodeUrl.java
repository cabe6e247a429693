package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

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
     * A part of a log of the node, as text. The header {@code X-Text-Size} tells where the next part begins, {@code X-More-Data} whether it is there already.
     *
     * @param which name of the log, as the document of the release has it
     * @param start offset in bytes
     * @param download whether all of it is wanted, as a file
     */
    @GET
    public HttpResponse doLog(
            @QueryParameter("which") String which,
            @QueryParameter("start") String start,
            @QueryParameter("download") String download) {
        UserRequests.requireViewOf(environment, number);
        String name = Util.fixNull(which);
        return Util.fixNull(download).isEmpty()
                ? LogResponse.part(from -> UserRequests.log(environment, number, node, name, from), start)
                : LogResponse.file(
                        from -> UserRequests.log(environment, number, node, name, from),
                        environment + "-" + number + "-" + node + "-" + name + ".log");
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
