package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Header;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The URLs of one release, which need not exist; itself it is the page of the release. */
@Restricted(NoExternalUse.class)
public class ReleaseUrl extends Page {
    private final String environment;
    private final String number;

    ReleaseUrl(String environment, String number) {
        this.environment = environment;
        this.number = number;
    }

    @Override
    public String getDisplayName() {
        return "#" + number;
    }

    @Override
    public String getTitle() {
        return Messages.ReleaseUrl_Title(environment, number);
    }

    @Override
    public String getPage() {
        return "release";
    }

    @Override
    public void requireReadable() {
        UserRequests.requireViewOf(environment, number);
    }

    /** The page of the release; for programs, all that is on record of it. */
    @GET
    public HttpResponse doIndex(@Header("Accept") String accept) {
        requireReadable();
        return wantsPage(accept) ? page() : new JsonResponse(UserRequests.release(environment, number));
    }

    /** All that is on record of the release, and what its nodes wait for just now. */
    @GET
    public HttpResponse doJson(@Header("If-None-Match") String known) {
        return new JsonResponse(UserRequests.releasePage(environment, number), known);
    }

    /**
     * Aborts the release: ends its nodes, and stops its build.
     *
     * @param work {@code stop} or {@code detach} for the work outside; empty for what each step says
     * @param reason why; kept in the record
     */
    @RequirePOST
    public HttpResponse doAbort(@QueryParameter("work") String work, @QueryParameter("reason") String reason) {
        return new JsonResponse(UserRequests.abort(environment, number, Util.fixNull(work), Util.fixNull(reason)));
    }

    /** Describes the release anew. */
    @RequirePOST
    public HttpResponse doDescribe(@QueryParameter("description") String description) {
        return new JsonResponse(UserRequests.describe(environment, number, Util.fixNull(description)));
    }

    /** What is below {@code rollback}. */
    public RollbackUrl getRollback() {
        return new RollbackUrl(environment, number);
    }

    /** What is below {@code nodes/ID}, whether there is such a node or not. */
    public NodeUrl getNodes(String node) {
        return new NodeUrl(environment, number, node);
    }
}
