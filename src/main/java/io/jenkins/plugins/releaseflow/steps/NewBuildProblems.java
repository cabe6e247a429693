package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Says on the page of a job that new builds do not start it, though they are to: a step that sets the trigger ends well, and nobody looks into the log of Jenkins. */
@Restricted(NoExternalUse.class)
public final class NewBuildProblems extends InvisibleAction {
    private final Job<?, ?> job;

    NewBuildProblems(Job<?, ?> job) {
        this.job = job;
    }

    /** For who may configure the job; nobody else can mend it. */
    public List<String> getProblems() {
        return job.hasPermission(Item.CONFIGURE) ? NewBuildJobs.get().problems(job) : List.of();
    }

    /** Adds it to jobs that have such a problem. */
    @Extension
    @SuppressWarnings("rawtypes") // as Jenkins has it: the type of all jobs
    public static class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return NewBuildProblems.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job target) {
            Job<?, ?> job = (Job<?, ?>) target;
            return NewBuildJobs.get().problems(job).isEmpty() ? List.of() : List.of(new NewBuildProblems(job));
        }
    }
}
