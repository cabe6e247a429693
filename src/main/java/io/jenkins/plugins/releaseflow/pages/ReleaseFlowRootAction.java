package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.model.RootAction;
import hudson.security.PermissionGroup;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Header;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/**
 * Everything of Release Flow that is reached by URL, below {@code release-flow/}; itself it is the page of all environments. Looks nothing up on the way: who
 * asks may not be allowed to know what there is.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowRootAction extends Page implements RootAction {
    /** Jenkins loads extensions before it reads who may do what, and these permissions have to be known by then. */
    static final PermissionGroup PERMISSIONS = ReleasePermissions.GROUP;

    /** In the menu at the top, for who may see the page. */
    @Override
    public String getIconFileName() {
        return ViewableEnvironments.isAny() ? "symbol-release-flow plugin-release-flow" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseFlowRootAction_DisplayName();
    }

    @Override
    public String getTitle() {
        return Messages.ReleaseFlowRootAction_Title();
    }

    @Override
    public String getUrlName() {
        return "release-flow";
    }

    @Override
    public String getPage() {
        return "environments";
    }

    @Override
    public void requireReadable() {
        ViewableEnvironments.requireAny();
    }

    /** The page of all environments; their document for programs. */
    @GET
    public HttpResponse doIndex(@Header("Accept") String accept) {
        requireReadable();
        return Page.wantsPage(accept) ? page() : doJson(null);
    }

    /** All environments: what is live on each, who holds its lock, and its hold. */
    @GET
    public HttpResponse doJson(@Header("If-None-Match") String known) {
        return new JsonResponse(UserRequests.environments(), known);
    }

    /** Releases of all environments, newest first: those that the query asks for. */
    @GET
    public HttpResponse doReleases(StaplerRequest2 request) {
        return new JsonResponse(DeliveryRequests.releases(new QueryParameters(request::getParameter)));
    }

    /** What is below {@code environments/NAME}, whether there is such an environment or not. */
    public EnvironmentUrl getEnvironments(String name) {
        return new EnvironmentUrl(name);
    }
}
