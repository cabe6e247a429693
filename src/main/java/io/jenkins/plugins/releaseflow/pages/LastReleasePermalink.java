package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The permalink of every job to the build of its newest release that went well. It leads nowhere where there is none, or who asks may not know. */
@Restricted(NoExternalUse.class)
public class LastReleasePermalink extends PermalinkProjectAction.Permalink {
    @Override
    public String getDisplayName() {
        return Messages.LastReleasePermalink_DisplayName();
    }

    @Override
    public String getId() {
        return "lastSuccessfulRelease";
    }

    @Override
    public Run<?, ?> resolve(Job<?, ?> job) {
        String name = job.getFullName();
        if (!ReleasingJobs.get().contains(name) || !job.hasPermission(ReleasePermissions.VIEW)) {
            return null;
        }
        return UserRequests.lastReleased(name).map(job::getBuildByNumber).orElse(null);
    }

    /** Makes it known once: Jenkins asks only actions that are kept with a job for more, and ours is kept with none. */
    @Extension
    public static class Adding extends ItemListener {
        @Override
        public void onLoaded() {
            PermalinkProjectAction.Permalink.BUILTIN.removeIf(LastReleasePermalink.class::isInstance);
            PermalinkProjectAction.Permalink.BUILTIN.add(new LastReleasePermalink());
        }
    }
}
