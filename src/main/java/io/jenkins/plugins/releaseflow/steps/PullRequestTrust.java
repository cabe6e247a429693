package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;

/** Asks the branch source of a multibranch project whether it trusts a pull request: it may know its author to be a stranger. */
final class PullRequestTrust {
    private PullRequestTrust() {}

    /**
     * Checks a build of a pull request. The branch source may ask its server, so that is done on Jenkins' own threads for such things.
     *
     * @return fails with IllegalArgumentException, with a message for people, where the pull request is not trusted, or nobody can tell
     */
    static CompletionStage<Void> check(Run<?, ?> build, TaskListener listener) {
        // Without the plugin there is no multibranch project, and its classes can't be loaded.
        return Jenkins.get().getPlugin("scm-api") == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(
                        () -> BySource.refusal(build, listener).ifPresent(why -> {
                            throw new IllegalArgumentException(why);
                        }),
                        Computer.threadPoolForRemoting);
    }

    /** All that needs the classes of the plugin scm-api. */
    private static final class BySource {
        private BySource() {}

        static Optional<String> refusal(Run<?, ?> build, TaskListener listener) {
            SCMSource source = SCMSource.SourceByItem.findSource(build.getParent());
            if (source == null) {
                return Optional.of("environment: the branch source of this pull request is gone, so it can't be told"
                        + " whether it is trusted. Merge it, and release the branch");
            }
            SCMRevision revision = SCMRevisionAction.getRevision(source, build);
            if (revision == null) {
                return Optional.of("environment: this build of a pull request does not say which revision it is of,"
                        + " so it can't be told whether it is trusted. Merge it, and release the branch");
            }
            try {
                return revision.equals(source.getTrustedRevision(revision, listener))
                        ? Optional.empty()
                        : Optional.of("environment: the branch source does not trust this pull request (" + revision
                                + "), so it may not release. Merge it, and release the branch");
            } catch (IOException unknown) {
                return Optional.of(
                        "environment: whether the branch source trusts this pull request could not be asked: "
                                + unknown.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Optional.of(
                        "environment: Jenkins shut down while it asked whether this pull request is trusted");
            }
        }
    }
}
