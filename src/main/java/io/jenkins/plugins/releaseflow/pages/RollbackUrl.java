package io.jenkins.plugins.releaseflow.pages;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The URLs below a release that plan and start the rollback to it. */
@Restricted(NoExternalUse.class)
public class RollbackUrl {
    private final String environment;
    private final String number;

    RollbackUrl(String environment, String number) {
        this.environment = environment;
        this.number = number;
    }

    /** The plan, as at {@code plan}. */
    @GET
    public HttpResponse doIndex() {
        return doPlan(null, null, null);
    }

    /**
     * What going back to the release would do, cost and need.
     *
     * @param database {@code code}, {@code undo}, {@code restore}, or empty for what fits
     * @param addon id of the addon to restore
     * @param backup the backup to restore
     */
    @GET
    public HttpResponse doPlan(
            @QueryParameter("database") String database,
            @QueryParameter("addon") String addon,
            @QueryParameter("backup") String backup) {
        return new JsonResponse(RollbackRequests.plan(
                environment, number, Util.fixNull(database), Util.fixNull(addon), Util.fixNull(backup)));
    }

    /** Starts a build that goes back to the release. The parameters are those of {@link RollbackControl.Confirmed}. */
    @RequirePOST
    public HttpResponse doRun(
            @QueryParameter("database") String database,
            @QueryParameter("addon") String addon,
            @QueryParameter("backup") String backup,
            @QueryParameter("reason") String reason,
            @QueryParameter("confirm") String confirm,
            @QueryParameter("digest") String digest,
            @QueryParameter("preempt") String preempt) {
        return new JsonResponse(RollbackRequests.run(
                environment,
                number,
                new RollbackControl.Confirmed(
                        Util.fixNull(database),
                        Util.fixNull(addon),
                        Util.fixNull(backup),
                        Util.fixNull(reason),
                        Util.fixNull(confirm),
                        Util.fixNull(digest),
                        Util.fixNull(preempt))));
    }
}
