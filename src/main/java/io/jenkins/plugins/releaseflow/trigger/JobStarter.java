package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts one job of the host, as somebody configured it once. The host may meanwhile have deleted the job, moved it or configured it anew, without a word: so each
 * call looks. Called from the engine's threads, which may wait for the disk.
 */
public interface JobStarter {
    /** Whether this is not to start the job any more, since the job is gone or was configured anew. Never changes back. */
    boolean isWithdrawn();

    /** The job's own directory, which goes where the job goes; empty where the host has no such job just now, as while it reads its jobs again. */
    Optional<Path> directory();

    /** Whether a run of the job says that it was started for this build. */
    boolean wasStartedFor(BuildPin build);

    /**
     * Puts the job in the host's queue, unless it waits there for this build already.
     *
     * @return whether it waits there now; a job that is disabled does not
     * @throws IOException where the host has no such job just now, or this is withdrawn; nothing was started
     */
    boolean start(BuildPin build) throws IOException;
}
