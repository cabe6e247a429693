package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The link in the side panel of a job to the page on which somebody has it release, for who may. The page itself is below {@link JobReleases}. */
@Restricted(NoExternalUse.class)
public class RunLink implements Action {
    private final Job<?, ?> job;

    RunLink(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    public String getIconFileName() {
        return RunRequests.may(job) ? "symbol-play" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.RunLink_DisplayName();
    }

    @Override
    public String getUrlName() {
        return RunRequests.may(job) ? "release-flow/run" : null;
    }

    /** Adds it to jobs that released something. */
    @Extension
    @SuppressWarnings("rawtypes") // as Jenkins has it: the type of all jobs
    public static class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return RunLink.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job target) {
            return ReleasingJobs.get().contains(target.getFullName())
                    ? List.of(new RunLink((Job<?, ?>) target))
                    : List.of();
        }
    }
}
