package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.Environments;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whether a build may change an environment at all, by its branch: the same for releases, rollbacks and drills. */
final class ReleaseGate {
    private ReleaseGate() {}

    /**
     * Checks a build. A branch source may have to be asked whether it trusts a pull request.
     *
     * @return fails with IllegalArgumentException, with a message for people, where the branch source does not trust it
     * @throws IllegalArgumentException with a message for people, where the environment is not for its branch
     */
    static CompletionStage<Void> check(Run<?, ?> run, JobBranch branch, String environment, TaskListener listener)
            throws IOException, InterruptedException {
        if (run.getAction(AskedByUser.class) != null) {
            return CompletableFuture.completedFuture(null);
        }
        Optional<String> refusal = Environments.get()
                .branchRuleOf(environment, run.getParent().getFullName())
                .refusal(environment, branch.name(), branch.fork());
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get());
        }
        return branch.isPullRequest() ? PullRequestTrust.check(run, listener) : CompletableFuture.completedFuture(null);
    }
}
