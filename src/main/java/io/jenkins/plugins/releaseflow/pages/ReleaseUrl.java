package io.jenkins.plugins.releaseflow.pages;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** The URLs of one release, which need not exist. */
@Restricted(NoExternalUse.class)
public class ReleaseUrl {
    private final String environment;
    private final String number;

    ReleaseUrl(String environment, String number) {
        this.environment = environment;
        this.number = number;
    }

    /** All that is on record of the release. */
    @GET
    public HttpResponse doIndex() {
        return new JsonResponse(UserRequests.release(environment, number));
    }

    /** What is below {@code nodes/ID}, whether there is such a node or not. */
    public NodeUrl getNodes(String node) {
        return new NodeUrl(environment, number, node);
    }
}
