package io.jenkins.plugins.releaseflow.pages;

import org.kohsuke.stapler.Header;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** The URLs of one release, which need not exist; itself it is the page of the release. */
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
        return environment + " #" + number + " - Release Flow";
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

    /** What is below {@code nodes/ID}, whether there is such a node or not. */
    public NodeUrl getNodes(String node) {
        return new NodeUrl(environment, number, node);
    }
}
