package io.jenkins.plugins.releaseflow.steps;

import hudson.EnvVars;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The branch or pull request that a job builds, as a multibranch project says it. A script can't change it: it could claim to be on a branch that may release.
 *
 * @param name of the branch, or of the project's head for a pull request, for example {@code PR-12}; empty where the job has none
 * @param change id of the pull request, as its host gives it; empty for a branch
 * @param fork whether it is a pull request from a fork
 */
record JobBranch(String name, String change, boolean fork) {
    /** Of a job that is in no multibranch project. */
    static final JobBranch NONE = new JobBranch("", "", false);

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /**
     * @param job the variables of the job, without those of builds and steps
     */
    static JobBranch of(EnvVars job) {
        return new JobBranch(job.get("BRANCH_NAME", ""), job.get("CHANGE_ID", ""), job.containsKey("CHANGE_FORK"));
    }

    boolean isPullRequest() {
        return !change.isEmpty();
    }

    /** The branch, where it is one. */
    Optional<String> branch() {
        return name.isEmpty() || isPullRequest() ? Optional.empty() : Optional.of(name);
    }

    /** The number of the pull request; empty for a branch, and where the host gives no numbers. */
    Optional<Integer> pullRequest() {
        return Optional.of(change).filter(id -> NUMBER.matcher(id).matches()).map(Integer::valueOf);
    }
}
