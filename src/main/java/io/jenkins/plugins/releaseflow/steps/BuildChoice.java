package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.BuildSelector;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters that choose a build, shared by the steps that have them. Mutable while a step is bound. */
final class BuildChoice implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Stands for all branches, in a job that has one. */
    private static final String ANY_BRANCH = "*";

    private static final int FULL_COMMIT = 40;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,40}");

    String build = "";
    String branch = "";
    int pullRequest;
    String commit = BuildSelector.LATEST;
    String buildId = "";
    boolean buildIfMissing;

    /** Whether anything is said of which build is meant. */
    boolean choosesBuild() {
        return StepParameters.optional(branch).isPresent()
                || StepParameters.optional(buildId).isPresent()
                || pullRequest != 0
                || !StepParameters.optional(commit).orElse(BuildSelector.LATEST).equals(BuildSelector.LATEST);
    }

    /**
     * What is chosen. Where nothing says which source is meant, and that matters, it is the job's own.
     *
     * @throws IllegalArgumentException for bad parameters
     */
    BuildSelector selector(JobBranch job) {
        String buildService = StepParameters.required("build", build);
        Optional<String> chosenBranch = StepParameters.optional(branch);
        if (pullRequest < 0) {
            throw new IllegalArgumentException("pullRequest: " + pullRequest + " is not a number of a pull request");
        }
        if (chosenBranch.isPresent() && pullRequest > 0) {
            throw new IllegalArgumentException("pullRequest: " + pullRequest + " is given together with branch '"
                    + branch + "'; give one of the two");
        }
        String chosenCommit = StepParameters.optional(commit).orElse(BuildSelector.LATEST);
        if (!chosenCommit.equals(BuildSelector.LATEST)
                && !COMMIT.matcher(chosenCommit).matches()) {
            throw new IllegalArgumentException(
                    "commit: '" + commit + "' is not a commit; use 7 to 40 hexadecimal digits, or 'latest'");
        }
        boolean open = chosenBranch.isEmpty()
                && pullRequest == 0
                && StepParameters.optional(buildId).isEmpty()
                && (buildIfMissing || chosenCommit.equals(BuildSelector.LATEST));
        Optional<String> ofBranch = open ? job.branch() : chosenBranch.filter(name -> !name.equals(ANY_BRANCH));
        Optional<Integer> ofPullRequest =
                open ? job.pullRequest() : Optional.of(pullRequest).filter(number -> number > 0);
        if (buildIfMissing) {
            requireBuildable(ofBranch.isPresent() || ofPullRequest.isPresent(), chosenCommit);
        }
        return new BuildSelector(buildService, ofBranch, ofPullRequest, chosenCommit, StepParameters.optional(buildId));
    }

    /** A platform builds a branch or a pull request, and of them the newest commit or one that is named in full. */
    private void requireBuildable(boolean hasSource, String chosenCommit) {
        if (StepParameters.optional(buildId).isPresent()) {
            throw new IllegalArgumentException("buildIfMissing: is given together with buildId '" + buildId
                    + "', and a build can't be started under a given id; give one of the two");
        }
        if (!hasSource) {
            throw new IllegalArgumentException(
                    "buildIfMissing: needs to know what to build; give branch: '…' or pullRequest: …");
        }
        if (!chosenCommit.equals(BuildSelector.LATEST) && chosenCommit.length() < FULL_COMMIT) {
            throw new IllegalArgumentException("commit: '" + commit
                    + "' is abbreviated, and a build can only be started of a whole one; with buildIfMissing give all "
                    + FULL_COMMIT + " digits");
        }
    }
}
