package io.jenkins.plugins.releaseflow.steps;

import static io.jenkins.plugins.releaseflow.steps.SteeredJenkins.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rollback that ends the release that is under way. */
@Timeout(60)
class PreemptedReleaseTest {
    private static final String ROLLBACK = "rollbackRelease environment: 'production', to: '1', reason: 'slow pages'";

    @TempDir
    private Path home;

    private SteeredJenkins jenkins;
    private PipelineRun running;

    @BeforeEach
    void releaseOnceAndBeginAgain() throws Exception {
        jenkins = new SteeredJenkins(home);
        jenkins.platform().build(new BuildPin("app", "b1", "c0ffee1", "main"));
        jenkins.platform().build(new BuildPin("app", "b2", "c0ffee2", "main"));
        PipelineRun first = jenkins.start("releaseFlow(environment: 'production') {"
                + " deployBuild build: 'app', buildId: 'b1', target: job('web') }");
        end(0, "web");
        assertThat(first.await().result()).isEqualTo(Result.SUCCESS);
        running = jenkins.start("""
                releaseFlow(environment: 'production') {
                    deployBuild build: 'app', buildId: 'b2', target: job('web')
                    runJob job: 'migrate', migration: 'expand'
                    echo 'never reached'
                }
                """);
        end(1, "web");
        awaitUntil(() -> jenkins.platform().starts().size() == 3);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void theBuildIsStoppedTheMigrationEndsFirstAndThenTheOldBuildIsBack() throws Exception {
        PipelineRun rollback = jenkins.start(ROLLBACK + ", preempt: true");
        assertThat(running.await().result()).isNotEqualTo(Result.SUCCESS);
        assertThat(jenkins.console())
                .contains("Release production #2 is ended for the rollback", "pre-empted by rollback production #3");

        assertThat(jenkins.platform().stopped())
                .as("half a migration is worse than a finished one")
                .isEmpty();
        assertThat(jenkins.platform().starts())
                .as("nothing beside the migration")
                .hasSize(3);
        jenkins.platform().end("migrate-3", OperationPhase.SUCCEEDED);
        awaitUntil(
                () -> jenkins.platform().starts().size() > 3 || !rollback.run().isBuilding());
        assertThat(jenkins.platform().starts()).as(jenkins.console()).hasSize(4);
        end(3, "web");

        assertThat(rollback.await().result()).isEqualTo(Result.SUCCESS);
        Release ended = release(2);
        assertThat(ended.state()).isIn(ReleaseState.ABORTED, ReleaseState.FAILED);
        assertThat(ended.nodeList().get(1).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(release(3).state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(((BuildPin) release(3)
                                .nodeList()
                                .get(0)
                                .deployment()
                                .orElseThrow()
                                .pin())
                        .buildId())
                .isEqualTo("b1");
        assertThat(jenkins.console()).doesNotContain("never reached");
    }

    @Test
    void withoutThatItWaitsForTheReleaseToEnd() throws Exception {
        PipelineRun rollback = jenkins.start(ROLLBACK);
        awaitUntil(() -> jenkins.ledger().read(3).isPresent());
        assertThat(release(2).isOpen()).isTrue();

        jenkins.platform().end("migrate-3", OperationPhase.SUCCEEDED);
        assertThat(running.await().result()).isEqualTo(Result.SUCCESS);
        end(3, "web");

        assertThat(rollback.await().result()).isEqualTo(Result.SUCCESS);
        assertThat(release(2).state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(release(3).state()).isEqualTo(ReleaseState.RELEASED);
    }

    /** What was looked at when it was asked for is not what there is by then. */
    @Test
    void aMigrationThatFailsMeanwhileWantsTheRollbackToBeAskedAnew() throws Exception {
        PipelineRun rollback = jenkins.start(ROLLBACK + ", preempt: true");
        assertThat(running.await().result()).isNotEqualTo(Result.SUCCESS);

        jenkins.platform().end("migrate-3", OperationPhase.FAILED);

        assertThat(rollback.await().result()).isEqualTo(Result.FAILURE);
        assertThat(jenkins.console()).contains("look at the plan again");
        assertThat(jenkins.platform().starts()).as("nothing was put back").hasSize(3);
    }

    /** Waits until something was started, and ends it well. */
    private void end(int index, String resource) {
        awaitUntil(() -> jenkins.platform().starts().size() > index);
        jenkins.platform().end(resource + "-" + (index + 1), OperationPhase.SUCCEEDED);
    }

    private Release release(int number) {
        return jenkins.ledger().read(number).orElseThrow();
    }
}
