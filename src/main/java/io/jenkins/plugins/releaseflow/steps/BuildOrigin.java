package io.jenkins.plugins.releaseflow.steps;

import hudson.EnvVars;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who made a release, why, and from where. The branch is what the job says, never what the script says: a script could claim to be on a branch that may
 * release.
 */
final class BuildOrigin {
    private BuildOrigin() {}

    /**
     * @param job the variables of the build's job, without those of builds and steps
     */
    static Origin of(Run<?, ?> run, EnvVars job) {
        List<Cause> causes = run.getCauses();
        String who = causes.stream()
                .filter(Cause.UserIdCause.class::isInstance)
                .map(cause -> ((Cause.UserIdCause) cause).getUserId())
                .filter(id -> id != null && !id.isEmpty())
                .findFirst()
                .orElse("");
        String why = causes.stream().map(Cause::getShortDescription).collect(Collectors.joining("; "));
        return new Origin(
                who, why, run.getParent().getFullName(), run.getExternalizableId(), job.get("BRANCH_NAME", ""));
    }

    /** Whether the build is of a pull request from a fork. */
    static boolean isFork(EnvVars job) {
        return job.containsKey("CHANGE_FORK");
    }
}
