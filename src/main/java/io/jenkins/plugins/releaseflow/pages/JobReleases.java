package io.jenkins.plugins.releaseflow.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Header;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.GET;

/**
 * What a job, or the jobs of a folder or multibranch project, released: a page below it, a link to that in its side panel, and on a job's own page what of it is
 * live. Only where something was released, and for who may see it.
 */
@Restricted(NoExternalUse.class)
public class JobReleases extends Page implements Action {
    private final AbstractItem item;

    JobReleases(AbstractItem item) {
        this.item = item;
    }

    private boolean isVisible() {
        return item.hasPermission(ReleasePermissions.VIEW);
    }

    @Override
    public String getIconFileName() {
        return isVisible() ? "symbol-release-flow plugin-release-flow" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.JobReleases_DisplayName();
    }

    @Override
    public String getTitle() {
        return Messages.JobReleases_Title(item.getFullDisplayName());
    }

    @Override
    public String getUrlName() {
        return isVisible() ? "release-flow" : null;
    }

    @Override
    public String getPage() {
        return "job";
    }

    @Override
    public void requireReadable() {
        item.checkPermission(ReleasePermissions.VIEW);
    }

    /** The page; its document for programs. */
    @GET
    public HttpResponse doIndex(@Header("Accept") String accept) {
        requireReadable();
        return wantsPage(accept) ? page() : doJson(null, null, null, null, null);
    }

    /** What was released, newest first; parameters as those of an environment's page. */
    @GET
    public HttpResponse doJson(
            @QueryParameter("search") String search,
            @QueryParameter("state") String state,
            @QueryParameter("kind") String kind,
            @QueryParameter("page") String page,
            @Header("If-None-Match") String known) {
        requireReadable();
        ReleaseFilter filter =
                ReleaseFilter.of(Util.fixNull(search), Util.fixNull(state), Util.fixNull(kind), Util.fixNull(page));
        boolean mayRun = item instanceof Job<?, ?> job && RunRequests.may(job);
        return new JsonResponse(UserRequests.job(item.getFullName(), filter, mayRun), known);
    }

    /** What is below {@code run}, of a job; a folder has nothing that could be run. */
    @CheckForNull
    public RunUrl getRun() {
        return item instanceof Job<?, ?> job ? new RunUrl(job) : null;
    }

    /** What of this job is live, for the job's own page; nothing where it is not to be seen. */
    public List<LiveLine> getLive() {
        return isVisible() ? UserRequests.live(item.getFullName()) : List.of();
    }

    /** Adds it to items that released something. */
    @Extension
    public static class Factory extends TransientActionFactory<AbstractItem> {
        @Override
        public Class<AbstractItem> type() {
            return AbstractItem.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobReleases.class;
        }

        @Override
        public Collection<? extends Action> createFor(AbstractItem target) {
            return ReleasingJobs.get().contains(target.getFullName()) ? List.of(new JobReleases(target)) : List.of();
        }
    }
}
