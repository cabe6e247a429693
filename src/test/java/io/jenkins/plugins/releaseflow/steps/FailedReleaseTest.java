package io.jenkins.plugins.releaseflow.steps;

import static io.jenkins.plugins.releaseflow.steps.SteeredJenkins.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineOutcome;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.rollback.AfterFailure;
import io.jenkins.plugins.releaseflow.rollback.FailureRollback;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What follows a release that failed: by itself, in {@code post}, and in a {@code catch}. The release before it left build b1. */
@Timeout(60)
class FailedReleaseTest {
    private static final String RELEASE = """
            deployBuild build: 'app', buildId: 'b1', target: job('web')
            """;
    private static final String FAILING = """
            deployBuild build: 'app', buildId: 'b2', target: job('web')
            runJob job: 'check', command: 'fail', migration: '%s'
            """;

    @TempDir
    private Path home;

    private SteeredJenkins jenkins;
    private int seen;

    @BeforeEach
    void releaseOnce() throws Exception {
        jenkins = new SteeredJenkins(home);
        jenkins.platform().build(new BuildPin("app", "b1", "c0ffee1", "main"));
        jenkins.platform().build(new BuildPin("app", "b2", "c0ffee2", "main"));
        run(flow("", RELEASE));
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private static String flow(String more, String steps) {
        return "releaseFlow(environment: 'production'" + more + ") {\n" + steps + "}\n";
    }

    private PipelineOutcome run(String jenkinsfile) throws Exception {
        PipelineRun run = jenkins.start(jenkinsfile);
        awaitUntil(() -> {
            endWhatRuns();
            return !run.run().isBuilding();
        });
        return run.await();
    }

    /** The job check fails; all else goes well. */
    private void endWhatRuns() {
        endTheFirst(Integer.MAX_VALUE);
    }

    private void endTheFirst(int operations) {
        List<OperationRequest> starts = jenkins.platform().starts();
        for (; seen < Math.min(starts.size(), operations); seen++) {
            OperationRequest request = starts.get(seen);
            jenkins.platform()
                    .end(
                            request.resource() + "-" + (seen + 1),
                            request instanceof JobRunRequest ? OperationPhase.FAILED : OperationPhase.SUCCEEDED);
        }
    }

    private Release release(int number) {
        return jenkins.ledger().read(number).orElseThrow();
    }

    /** Builds that were deployed, in order. */
    private List<String> deployed() {
        return jenkins.platform().starts().stream()
                .filter(DeploymentRequest.class::isInstance)
                .map(request -> ((BuildPin) ((DeploymentRequest) request).pin()).buildId())
                .toList();
    }

    @Test
    void onFailureRollbackPutsBackWhatWasThereAndTheBuildStillFailsWithTheFirstFailure() throws Exception {
        PipelineOutcome outcome = run(flow(", onFailure: 'rollback'", FAILING.formatted("none")));
        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(deployed()).containsExactly("b1", "b2", "b1");
        assertThat(release(2).state()).isEqualTo(ReleaseState.FAILED);
        assertThat(release(3).kind()).isEqualTo(ReleaseKind.ROLLBACK);
        assertThat(release(3).state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(release(3).rollback().orElseThrow().to()).isEqualTo(1);
        assertThat(release(3).rollback().orElseThrow().after()).contains(2);
        assertThat(jenkins.ledger().hold()).isPresent();
        assertThat(jenkins.console())
                .contains("Release production #2 failed, and is rolled back to #1")
                .contains("Rolled back by production #3 to #1");
        assertThat(String.valueOf(outcome.failure().map(Throwable::getMessage)))
                .contains("check")
                .doesNotContain("olled back");
    }

    /** As a resumed build asks, which knows nothing of what it asked for before. */
    @Test
    void aRollbackThatIsAskedForAgainIsTheSameOneAndTheConsoleSaysThatItGoesOn() throws Exception {
        PipelineRun build = jenkins.start(flow(", onFailure: 'rollback'", FAILING.formatted("none")));
        awaitUntil(() -> {
            endTheFirst(3);
            return jenkins.platform().starts().size() == 4;
        });
        List<String> console = new CopyOnWriteArrayList<>();
        CompletableFuture<AfterFailure.Done> again = new FailureRollback(
                        ReleaseFlowRuntime.get().engine(),
                        ReleaseFlowRuntime.get().rollbacks())
                .run(new ReleaseId("production", 2), console::add, opened -> {})
                .toCompletableFuture();
        awaitUntil(() -> !console.isEmpty());
        assertThat(console.get(0)).isEqualTo("Release production #2 failed, and its rollback production #3 goes on");
        endWhatRuns();
        assertThat(again.get(30, TimeUnit.SECONDS).text()).contains("Rolled back by production #3 to #1");
        assertThat(build.await().result()).isEqualTo(Result.FAILURE);
        assertThat(deployed()).containsExactly("b1", "b2", "b1");
        assertThat(jenkins.ledger().list()).hasSize(3);
    }

    @Test
    void aMigrationOfWhichNobodyKnowsIsNotCrossedAndTheConsoleSaysWhatIsToBeDecidedWhere() throws Exception {
        run(flow(", onFailure: 'rollback'", FAILING.replace(", migration: '%s'", "")));
        assertThat(jenkins.ledger().list()).hasSize(2);
        assertThat(deployed()).containsExactly("b1", "b2");
        assertThat(jenkins.console())
                .contains("To be decided: Release production #2 is not rolled back by itself")
                .contains("job check of #2 (unknown)")
                .contains("release-flow/environments/production/releases/1/");
    }

    @Test
    void aReleaseThatSomebodyAbortedIsLeftAsItIs() throws Exception {
        PipelineRun build = jenkins.start(flow(", onFailure: 'rollback'", """
                        deployBuild build: 'app', buildId: 'b2', target: job('web')
                        echo 'deployed'
                        sleep 600
                        """));
        awaitUntil(() -> {
            endWhatRuns();
            return jenkins.console().contains("deployed");
        });
        build.abort(new CauseOfInterruption.UserInterruption("bob"));
        assertThat(build.await().result()).isEqualTo(Result.ABORTED);
        assertThat(jenkins.ledger().list()).hasSize(2);
        assertThat(jenkins.console()).contains("is not rolled back: it did not fail, it is aborted");
    }

    @Test
    void whoMayNotRollBackIsToldBeforeAnythingIsReleased() throws Exception {
        PipelineRun build = jenkins.startAsBob(
                flow(", onFailure: 'rollback'", RELEASE), Set.of(ReleasePermissions.RUN, Item.READ, Jenkins.READ));
        assertThat(build.await().result()).isEqualTo(Result.FAILURE);
        assertThat(jenkins.ledger().list()).hasSize(1);
        assertThat(jenkins.console()).contains("Rollback");
    }

    @Test
    void anUnknownWordIsRefusedWithThoseThatAreKnown() throws Exception {
        run(flow(", onFailure: 'explode'", RELEASE));
        assertThat(jenkins.ledger().list()).hasSize(1);
        assertThat(jenkins.console()).contains("onFailure: 'explode' is not known; use 'rollback' or 'none'");
    }

    @Test
    void rollbackReleaseWorksInPostOfADeclarativePipeline() throws Exception {
        PipelineOutcome outcome = run("""
                pipeline {
                    agent none
                    stages {
                        stage('Release') {
                            steps {
                                releaseFlow(environment: 'production') {
                                    deployBuild build: 'app', buildId: 'b2', target: job('web')
                                    runJob job: 'check', command: 'fail', migration: 'none'
                                }
                            }
                        }
                    }
                    post {
                        failure {
                            rollbackRelease environment: 'production', to: 'previous', reason: 'The release failed'
                        }
                    }
                }
                """);
        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(deployed()).containsExactly("b1", "b2", "b1");
        assertThat(release(3).rollback().map(order -> order.to())).isEqualTo(Optional.of(1));
        assertThat(release(3).state()).isEqualTo(ReleaseState.RELEASED);
    }

    @Test
    void rollbackReleaseWorksInACatchOfAScriptedPipeline() throws Exception {
        PipelineOutcome outcome = run("try {\n" + flow("", FAILING.formatted("none")) + """
                } catch (failure) {
                    def number = rollbackRelease environment: 'production', to: 'previous', reason: 'The release failed'
                    echo "rolled back by ${number}"
                    throw failure
                }
                """);
        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(deployed()).containsExactly("b1", "b2", "b1");
        assertThat(jenkins.console()).contains("rolled back by 3");
    }
}
