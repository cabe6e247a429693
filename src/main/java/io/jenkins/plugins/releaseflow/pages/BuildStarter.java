package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Starts builds of a job in which somebody asks for something else than its Jenkinsfile says. Each host has builds of its own. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface BuildStarter {
    /**
     * Has the host run the Jenkinsfile of a job. Returns soon.
     *
     * @param job full name of the job
     * @param overrides what is asked of the run
     * @param who id of the user who asks
     * @throws UnknownThingException where there is no such job
     * @throws IllegalStateException with a message for people, where it can't be started
     */
    RollbackStarter.Started start(String job, RunOverrides overrides, String who);
}
