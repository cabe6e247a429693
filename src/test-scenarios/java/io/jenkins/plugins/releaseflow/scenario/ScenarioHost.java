package io.jenkins.plugins.releaseflow.scenario;

import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.util.Optional;

/** What builds run on: a Jenkins, or the stand-in of rehearsal, whose environments are on the emulated platform. */
public interface ScenarioHost {
    /** Configures these environments and no others. */
    void environments(String... names) throws Exception;

    /**
     * Starts a build of a new job, and returns when it runs.
     *
     * @param job its name, which no other has
     * @param overrides what somebody asks of the run in place of what the Jenkinsfile says
     */
    ScenarioBuild start(String job, String jenkinsfile, RunOverrides overrides) throws Exception;

    /** Starts a build of a new job. */
    default ScenarioBuild start(String job, String jenkinsfile) throws Exception {
        return start(job, jenkinsfile, RunOverrides.NONE);
    }

    default ReleaseEngine engine() {
        return ReleaseFlowRuntime.get().engine();
    }

    /** A release as its record has it. */
    default Optional<Release> release(String environment, int number) {
        return engine().ledger().environment(environment).read(number);
    }
}
