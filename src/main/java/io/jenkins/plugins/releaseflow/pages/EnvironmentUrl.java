package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Header;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The URLs of one environment, which need not exist; itself it is the page of the environment and its releases. */
@Restricted(NoExternalUse.class)
public class EnvironmentUrl extends Page {
    private final String environment;

    EnvironmentUrl(String environment) {
        this.environment = environment;
    }

    @Override
    public String getDisplayName() {
        return environment;
    }

    @Override
    public String getPage() {
        return "environment";
    }

    @Override
    public void requireReadable() {
        UserRequests.requireViewOfEnvironment(environment);
    }

    /** The page of the environment; its document for programs. */
    @GET
    public HttpResponse doIndex(@Header("Accept") String accept) {
        requireReadable();
        return wantsPage(accept) ? page() : doJson(null, null, null, null, null);
    }

    /**
     * The environment with a page of its releases, newest first.
     *
     * @param search what number, name, branch or user of a release contain
     * @param state only releases of that state
     * @param kind only releases of that kind
     * @param page number of the page, from 1
     * @param known tag of the document that the asker has
     */
    @GET
    public HttpResponse doJson(
            @QueryParameter("search") String search,
            @QueryParameter("state") String state,
            @QueryParameter("kind") String kind,
            @QueryParameter("page") String page,
            @Header("If-None-Match") String known) {
        ReleaseFilter filter =
                ReleaseFilter.of(Util.fixNull(search), Util.fixNull(state), Util.fixNull(kind), Util.fixNull(page));
        return new JsonResponse(UserRequests.environment(environment, filter), known);
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

    /** The page of the environment's delivery figures. */
    public FiguresUrl getFigures() {
        return new FiguresUrl(environment);
    }

    /** The page that shows two of its releases side by side. */
    public CompareUrl getCompare() {
        return new CompareUrl(environment);
    }

    /** What the ledger, the platform and the database say of the environment. */
    public DriftUrl getDrift() {
        return new DriftUrl(environment);
    }

    /** What is below {@code releases/NUMBER}, whether there is such a release or not. */
    public ReleaseUrl getReleases(String number) {
        return new ReleaseUrl(environment, number);
    }
}
