package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The URLs of one environment, which need not exist. */
public class EnvironmentUrl {
    private final String environment;

    EnvironmentUrl(String environment) {
        this.environment = environment;
    }

    /** What is below {@code releases/NUMBER}, whether there is such a release or not. */
    public ReleaseUrl getReleases(String number) {
        return new ReleaseUrl(environment, number);
    }

    /** Who holds its lock, who waits for it, and whether it is on hold. */
    @GET
    public HttpResponse doStatus() {
        return new JsonResponse(UserRequests.status(environment));
    }

    /**
     * Lets nothing but rollbacks deploy.
     *
     * @param reason why; kept in the record
     */
    @RequirePOST
    public HttpResponse doHold(@QueryParameter("reason") String reason) {
        return changed(EnvironmentDecision.HOLD, reason);
    }

    /**
     * Lets releases deploy again.
     *
     * @param reason why; kept in the record
     */
    @RequirePOST
    public HttpResponse doLift(@QueryParameter("reason") String reason) {
        return changed(EnvironmentDecision.LIFT, reason);
    }

    /**
     * Takes the lock from the release that holds it.
     *
     * @param reason why; kept in the record
     */
    @RequirePOST
    @WebMethod(name = "break-lock")
    public HttpResponse doBreakLock(@QueryParameter("reason") String reason) {
        return changed(EnvironmentDecision.BREAK_LOCK, reason);
    }

    private HttpResponse changed(EnvironmentDecision change, String reason) {
        return new JsonResponse(UserRequests.change(change, environment, Util.fixNull(reason)));
    }
}
