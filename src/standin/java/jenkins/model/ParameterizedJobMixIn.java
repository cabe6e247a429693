package jenkins.model;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.triggers.Trigger;

/**
 * How jobs are started that can have parameters.
 *
 * @param <JobT> the type of the job
 * @param <RunT> the type of its builds
 */
public abstract class ParameterizedJobMixIn<
        JobT extends Job<JobT, RunT> & ParameterizedJobMixIn.ParameterizedJob<JobT, RunT>,
        RunT extends Run<JobT, RunT>> {
    public ParameterizedJobMixIn() {}

    /**
     * Puts a job in the queue, which this host does not have.
     *
     * @param quietPeriod in seconds; -1 for the job's own
     * @return null, as for a job that can't be built
     */
    public static Queue.Item scheduleBuild2(Job<?, ?> job, int quietPeriod, Action... actions) {
        return null;
    }

    /** The trigger of a type that a job has: none, since nothing starts the jobs of this host by itself. */
    public static <T extends Trigger<?>> T getTrigger(Job<?, ?> job, Class<T> clazz) {
        return null;
    }

    /**
     * A job that can have parameters.
     *
     * @param <JobT> the type of the job
     * @param <RunT> the type of its builds
     */
    public interface ParameterizedJob<
                    JobT extends Job<JobT, RunT> & ParameterizedJob<JobT, RunT>, RunT extends Run<JobT, RunT>>
            extends Item {}
}
