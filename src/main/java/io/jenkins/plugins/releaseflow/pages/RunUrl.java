package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import hudson.model.Job;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Header;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The page of a job on which somebody has it release, with builds of their choice. */
@Restricted(NoExternalUse.class)
public class RunUrl extends Page {
    private final Job<?, ?> job;

    RunUrl(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    public String getDisplayName() {
        return Messages.RunUrl_DisplayName();
    }

    @Override
    public String getTitle() {
        return Messages.RunUrl_Title(job.getFullDisplayName());
    }

    @Override
    public String getPage() {
        return "run";
    }

    @Override
    public void requireReadable() {
        RunRequests.check(job);
    }

    /** The page; its document for programs. */
    @GET
    public HttpResponse doIndex(@Header("Accept") String accept) {
        requireReadable();
        return wantsPage(accept) ? page() : doJson();
    }

    /** What the flow would release now, target by target, and which other builds there are. */
    @GET
    public HttpResponse doJson() {
        return new JsonResponse(RunRequests.offer(job));
    }

    /** Starts a build. The parameters are those of {@link OverrideForm}. */
    @RequirePOST
    public HttpResponse doStart(
            @QueryParameter("name") String name,
            @QueryParameter("description") String description,
            @QueryParameter("allowOlder") String allowOlder,
            @QueryParameter("overrides") String overrides) {
        return new JsonResponse(RunRequests.start(
                job,
                new OverrideForm(
                        Util.fixNull(name),
                        Util.fixNull(description),
                        Util.fixNull(allowOlder),
                        Util.fixNull(overrides))));
    }
}
