package io.jenkins.plugins.releaseflow.steps;

import static io.jenkins.plugins.releaseflow.steps.SteeredJenkins.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.ledger.Drill;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentEvent;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jenkins.model.CauseOfInterruption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two releases are there, each with a backup, of builds b1 and b2. */
@Timeout(60)
class RollbackDrillTest {
    private static final String DRILL =
            "rollbackDrill environment: 'production', scratchAddon: 'orders-drill', scratchService: 'web-drill'\n";
    private static final Target SCRATCH = Target.service("web-drill");

    @TempDir
    private Path home;

    private SteeredJenkins jenkins;
    private int seen;

    @BeforeEach
    void release() throws Exception {
        jenkins = new SteeredJenkins(home);
        for (String build : List.of("b1", "b2")) {
            jenkins.platform().build(new BuildPin("app", build, "c0ffee" + build, "main"));
            run("""
                    releaseFlow(environment: 'production') {
                        runBackup addon: 'orders'
                        deployService service: 'web', build: 'app', buildId: '%s'
                    }
                    """.formatted(build), request -> true);
        }
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private Result run(String jenkinsfile, Predicate<OperationRequest> well) throws Exception {
        PipelineRun run = jenkins.start(jenkinsfile);
        awaitUntil(() -> {
            end(well);
            return !run.run().isBuilding();
        });
        return run.await().result();
    }

    private void end(Predicate<OperationRequest> well) {
        List<OperationRequest> starts = jenkins.platform().starts();
        for (; seen < starts.size(); seen++) {
            OperationRequest request = starts.get(seen);
            jenkins.platform()
                    .end(
                            request.resource() + "-" + (seen + 1),
                            well.test(request) ? OperationPhase.SUCCEEDED : OperationPhase.FAILED);
        }
    }

    private Drill drill() {
        return jenkins.ledger().lastDrill().orElseThrow();
    }

    @Test
    void theOldBuildIsStartedOnTheRestoredDataAndStoppedAgain() throws Exception {
        int before = jenkins.platform().starts().size();
        assertThat(run("def tried = " + DRILL + "echo \"#${tried.release} from ${tried.backup}\"", request -> true))
                .isEqualTo(Result.SUCCESS);
        List<OperationRequest> asked = jenkins.platform()
                .starts()
                .subList(before, jenkins.platform().starts().size());
        String backup = jenkins.ledger()
                .read(2)
                .orElseThrow()
                .nodeList()
                .get(0)
                .reference()
                .orElseThrow()
                .id();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).isEqualTo(new RestoreRequest("orders-drill", backup));
        assertThat(((DeploymentRequest) asked.get(1)).target()).isEqualTo(SCRATCH);
        assertThat(((BuildPin) ((DeploymentRequest) asked.get(1)).pin()).buildId())
                .isEqualTo("b1");
        assertThat(jenkins.platform().paused()).containsExactly(SCRATCH);
        assertThat(drill().ended())
                .hasValueSatisfying(end -> assertThat(end.well()).isTrue());
        assertThat(drill().began().release()).isEqualTo(1);
        assertThat(jenkins.console()).contains("#1 from " + backup);
        assertThat(jenkins.ledger().list()).as("a drill is no release").hasSize(2);
    }

    @Test
    void aBuildThatDoesNotGetHealthyFailsTheStepIsOnRecordAndIsStopped() throws Exception {
        assertThat(run(DRILL, request -> !(request instanceof DeploymentRequest)))
                .isEqualTo(Result.FAILURE);
        assertThat(drill().ended())
                .hasValueSatisfying(end -> assertThat(end.message()).contains("on web-drill ended as failed"));
        assertThat(jenkins.platform().paused()).containsExactly(SCRATCH);
        assertThat(jenkins.console()).contains("The drill did not go well");
    }

    @Test
    void aPlatformThatDoesNotAnswerForAWhileEndsNoDrill() throws Exception {
        PlatformException trouble = new PlatformException(PlatformException.Kind.NO_ANSWER, "no answer came in time");
        jenkins.platform().troubleLooks(Optional.of(trouble));
        PipelineRun build = jenkins.start(DRILL);
        int before = jenkins.platform().looks();
        awaitUntil(() -> jenkins.platform().looks() > before + 1);
        jenkins.platform().troubleLooks(Optional.empty());
        awaitUntil(() -> {
            end(request -> true);
            return !build.run().isBuilding();
        });
        assertThat(build.await().result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void aTokenThatIsRefusedEndsTheDrillAtOnce() throws Exception {
        PlatformException trouble = new PlatformException(PlatformException.Kind.UNAUTHORIZED, "the token is refused");
        jenkins.platform().troubleLooks(Optional.of(trouble));
        assertThat(run(DRILL, request -> false)).isEqualTo(Result.FAILURE);
        assertThat(jenkins.console()).contains("The drill did not go well: the token is refused");
    }

    @Test
    void aBuildThatIsAbortedStopsTheScratchService() throws Exception {
        PipelineRun build = jenkins.start(DRILL);
        awaitUntil(() -> jenkins.console().contains("Drill: restoring backup"));
        build.abort(new CauseOfInterruption.UserInterruption("bob"));
        assertThat(build.await().result()).isEqualTo(Result.ABORTED);
        assertThat(jenkins.platform().paused()).containsExactly(SCRATCH);
        assertThat(drill().ended()).isPresent();
    }

    @Test
    void whatACrashLeftIsMadeUpForAndCanBeDrilledAgain() throws Exception {
        jenkins.ledger()
                .begin(new EnvironmentEvent.DrillBegan(
                        Instant.parse("2026-11-20T08:00:00Z"), 1, "b", "orders-drill", "web-drill", "ann"));
        ReleaseFlowRuntime.get()
                .drills()
                .cleanUp("production")
                .toCompletableFuture()
                .join();
        assertThat(jenkins.platform().paused()).containsExactly(SCRATCH);
        assertThat(drill().ended())
                .hasValueSatisfying(end -> assertThat(end.message()).contains("cut off"));
        assertThat(run(DRILL, request -> true)).isEqualTo(Result.SUCCESS);
    }

    @Test
    void aScratchServiceThatIsGoneKeepsNoLaterDrillFromBeginning() throws Exception {
        jenkins.ledger()
                .begin(new EnvironmentEvent.DrillBegan(
                        Instant.parse("2026-11-20T08:00:00Z"), 1, "b", "orders-drill", "old-drill", "ann"));
        jenkins.platform().remove(Target.service("old-drill"));

        assertThat(run(DRILL, request -> true)).isEqualTo(Result.SUCCESS);
    }

    @Test
    void whatIsLiveIsNeverTaken() throws Exception {
        int before = jenkins.platform().starts().size();
        assertThat(run(DRILL.replace("'orders-drill'", "'orders'"), request -> true))
                .isEqualTo(Result.FAILURE);
        assertThat(run(DRILL.replace("'web-drill'", "'web'"), request -> true)).isEqualTo(Result.FAILURE);
        assertThat(jenkins.console())
                .contains("scratchAddon: 'orders' has no 'drill' in its id", "scratchService: 'web' has no 'drill'");
        run("""
                releaseFlow(environment: 'production') {
                    runBackup addon: 'orders-drill'
                    deployService service: 'web-drill', build: 'app', buildId: 'b2'
                }
                """, request -> true);
        before += 2;
        assertThat(run(DRILL, request -> true)).isEqualTo(Result.FAILURE);
        assertThat(jenkins.console()).contains("scratchService: releases deploy to 'web-drill'");
        assertThat(jenkins.platform().starts()).hasSize(before);
    }
}
