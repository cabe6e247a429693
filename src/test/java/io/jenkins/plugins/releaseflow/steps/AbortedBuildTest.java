package io.jenkins.plugins.releaseflow.steps;

import static io.jenkins.plugins.releaseflow.steps.SteeredJenkins.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.nio.file.Path;
import jenkins.model.CauseOfInterruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of work that a step started without waiting for it, when the build is stopped. */
@Timeout(60)
class AbortedBuildTest {
    @TempDir
    private Path home;

    @Test
    void theBuildEndsAtOnceAndAMigrationThatItDidNotWaitForGoesOnWithTheLock() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            PipelineRun build = jenkins.start("""
                    releaseFlow(environment: 'production') {
                        runJob job: 'migrate', waitForCompletion: false
                        echo 'on its way'
                        sleep 600
                    }
                    """);
            awaitUntil(() -> jenkins.console().contains("on its way"));
            build.abort(new CauseOfInterruption.UserInterruption("bob"));

            assertThat(build.await().result()).isEqualTo(Result.ABORTED);
            assertThat(jenkins.platform().stopped()).isEmpty();
            assertThat(only(jenkins).isOpen()).as("keeps the lock").isTrue();
            jenkins.platform().end("migrate-1", OperationPhase.SUCCEEDED);
            awaitUntil(() -> !only(jenkins).isOpen());
            assertThat(only(jenkins).state()).isEqualTo(ReleaseState.ABORTED);
            assertThat(only(jenkins).nodeList().get(0).state()).isEqualTo(NodeState.COMPLETED);
        }
    }

    @Test
    void aBackupThatItDidNotWaitForIsStopped() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            PipelineRun build = jenkins.start("""
                    releaseFlow(environment: 'production') {
                        runBackup addon: 'orders', waitForCompletion: false
                        echo 'on its way'
                        sleep 600
                    }
                    """);
            awaitUntil(() -> jenkins.console().contains("on its way"));
            build.abort(new CauseOfInterruption.UserInterruption("bob"));

            assertThat(build.await().result()).isEqualTo(Result.ABORTED);
            assertThat(jenkins.platform().stopped())
                    .extracting(OperationReference::id)
                    .containsExactly("orders-1");
            awaitUntil(() -> !only(jenkins).isOpen());
            assertThat(only(jenkins).nodeList().get(0).state()).isEqualTo(NodeState.ABORTED);
        }
    }

    @Test
    void alsoWhereTheBuildHasNoBlock() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            PipelineRun build = jenkins.start("""
                    runBackup addon: 'orders', waitForCompletion: false
                    echo 'on its way'
                    sleep 600
                    """);
            awaitUntil(() -> jenkins.console().contains("on its way"));
            build.abort(new CauseOfInterruption.UserInterruption("bob"));

            assertThat(build.await().result()).isEqualTo(Result.ABORTED);
            awaitUntil(() -> !only(jenkins).isOpen());
            assertThat(only(jenkins).nodeList().get(0).state()).isEqualTo(NodeState.ABORTED);
        }
    }

    private static Release only(SteeredJenkins jenkins) {
        return jenkins.ledger().read(1).orElseThrow();
    }
}
