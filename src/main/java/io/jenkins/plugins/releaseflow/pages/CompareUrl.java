package io.jenkins.plugins.releaseflow.pages;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Header;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/** Two releases of one environment side by side, which need not exist: their page, and its document. */
@Restricted(NoExternalUse.class)
public class CompareUrl extends Page {
    private final String environment;

    CompareUrl(String environment) {
        this.environment = environment;
    }

    @Override
    public String getDisplayName() {
        return Messages.CompareUrl_DisplayName();
    }

    @Override
    public String getTitle() {
        return Messages.Page_TitleInEnvironment(getDisplayName(), environment);
    }

    @Override
    public String getPage() {
        return "compare";
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

    /** The releases of the numbers {@code from} and {@code to}. */
    @GET
    public HttpResponse doJson(StaplerRequest2 request) {
        return new JsonResponse(DeliveryRequests.compare(environment, new QueryParameters(request::getParameter)));
    }
}
