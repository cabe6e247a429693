package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The URLs of one environment, which need not exist. */
@Restricted(NoExternalUse.class)
public class EnvironmentUrl {
    private final String environment;

    EnvironmentUrl(String environment) {
        this.environment = environment;
    }

    /** Who holds the environment's lock, who waits for it, and whether it is on hold. */
    @GET
    public HttpResponse doStatus() {
        return new JsonResponse(UserRequests.status(environment));
    }

    /** Puts the environment on hold. */
    @RequirePOST
    public HttpResponse doHold(@QueryParameter("reason") String reason) {
        return new JsonResponse(UserRequests.hold(environment, Util.fixNull(reason)));
    }

    /** Lifts the environment's hold. */
    @RequirePOST
    public HttpResponse doLift(@QueryParameter("reason") String reason) {
        return new JsonResponse(UserRequests.lift(environment, Util.fixNull(reason)));
    }

    /** Takes the environment's lock from the release that holds it. */
    @RequirePOST
    @WebMethod(name = "break-lock")
    public HttpResponse doBreakLock(@QueryParameter("reason") String reason) {
        return new JsonResponse(UserRequests.breakLock(environment, Util.fixNull(reason)));
    }

    /** What is below {@code releases/NUMBER}, whether there is such a release or not. */
    public ReleaseUrl getReleases(String number) {
        return new ReleaseUrl(environment, number);
    }
}
