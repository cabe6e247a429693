package io.jenkins.plugins.releaseflow.pages;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Header;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/** The delivery figures of one environment, which need not exist: their page, and their document. */
@Restricted(NoExternalUse.class)
public class FiguresUrl extends Page {
    private final String environment;

    FiguresUrl(String environment) {
        this.environment = environment;
    }

    @Override
    public String getDisplayName() {
        return Messages.FiguresUrl_DisplayName();
    }

    @Override
    public String getTitle() {
        return Messages.Page_TitleInEnvironment(getDisplayName(), environment);
    }

    @Override
    public String getPage() {
        return "figures";
    }

    @Override
    public void requireReadable() {
        UserRequests.requireViewOfEnvironment(environment);
    }

    /** The page; its document for programs. */
    @GET
    public HttpResponse doIndex(StaplerRequest2 request, @Header("Accept") String accept) {
        requireReadable();
        return wantsPage(accept) ? page() : doJson(request);
    }

    /** The figures of the last {@code weeks}, 12 unless told. */
    @GET
    public HttpResponse doJson(StaplerRequest2 request) {
        return new JsonResponse(DeliveryRequests.figures(environment, new QueryParameters(request::getParameter)));
    }
}
