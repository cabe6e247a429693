package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The URLs of one environment's drift, whether there is such an environment or not. */
@Restricted(NoExternalUse.class)
public class DriftUrl {
    private final String environment;

    DriftUrl(String environment) {
        this.environment = environment;
    }

    /** What was last found. */
    @GET
    public HttpResponse doIndex() {
        return new JsonResponse(DeliveryRequests.drift(environment));
    }

    /** Looks now. A configured schema check runs its job. */
    @RequirePOST
    public HttpResponse doCheck() {
        return new JsonResponse(DeliveryRequests.checkDrift(environment));
    }

    /** Takes what the platform has on a target for what is meant to be there. */
    @RequirePOST
    public HttpResponse doAdopt(
            @QueryParameter("target") String target,
            @QueryParameter("pin") String pin,
            @QueryParameter("reason") String reason) {
        return new JsonResponse(
                DeliveryRequests.adopt(environment, Util.fixNull(target), Util.fixNull(pin), Util.fixNull(reason)));
    }
}
