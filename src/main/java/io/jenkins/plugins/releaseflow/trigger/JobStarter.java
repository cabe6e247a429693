package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.release.BuildPin;

/** Starts one job of the host. Called from the engine's threads, which may wait for the disk. */
public interface JobStarter {
    /** Whether a run of the job says that it was started for this build. */
    boolean wasStartedFor(BuildPin build);

    /**
     * Puts the job in the host's queue, unless it waits there for this build already.
     *
     * @return whether it waits there now; a job that is disabled does not
     */
    boolean start(BuildPin build);
}
