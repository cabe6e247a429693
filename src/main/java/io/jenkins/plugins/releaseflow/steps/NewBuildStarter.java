package io.jenkins.plugins.releaseflow.steps;

import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.trigger.JobStarter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;

/** Starts a job of Jenkins for new builds. */
final class NewBuildStarter implements JobStarter {
    /** How many runs are asked; more begin between two looks only where a job has been started by something else all the time. */
    private static final int RUNS_ASKED = 50;

    private static final int QUIET_PERIOD_OF_THE_JOB = -1;

    private final NewBuildRegistration registration;

    NewBuildStarter(NewBuildRegistration registration) {
        this.registration = registration;
    }

    @Override
    public boolean isWithdrawn() {
        return registration.isWithdrawn();
    }

    @Override
    public Optional<Path> directory() {
        return registration.current().map(job -> job.getRootDir().toPath());
    }

    @Override
    public boolean wasStartedFor(BuildPin build) {
        Run<?, ?> run = registration.current().<Run<?, ?>>map(Job::getLastBuild).orElse(null);
        for (int asked = 0; run != null && asked < RUNS_ASKED; asked++) {
            NewBuildAction action = run.getAction(NewBuildAction.class);
            if (action != null && action.isOf(build)) {
                return true;
            }
            run = run.getPreviousBuild();
        }
        return false;
    }

    @Override
    @SuppressWarnings("try") // it is there to be closed
    public boolean start(BuildPin build) throws IOException {
        Job<?, ?> job = registration
                .current()
                .orElseThrow(() -> new IOException(
                        "there is no job '" + registration.job() + "' just now that new builds start so"));
        // The engine's threads act as nobody, and the queue keeps who asked.
        try (ACLContext jenkins = ACL.as2(ACL.SYSTEM2)) {
            return ParameterizedJobMixIn.scheduleBuild2(
                            job,
                            QUIET_PERIOD_OF_THE_JOB,
                            new CauseAction(new NewBuildCause(build)),
                            new NewBuildAction(build))
                    != null;
        }
    }
}
