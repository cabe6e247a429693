package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileHarness.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import jenkins.model.CauseOfInterruption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is running stops when it has to, and what has to run afterwards runs. */
class InterruptionTest {

    private JenkinsfileHarness host;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        host = new JenkinsfileHarness(home);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static final CauseOfInterruption ALICE = new CauseOfInterruption.UserInterruption("alice");

    @Test
    void anAbortStopsTheRunningStep() throws Exception {
        PipelineRun run = host.start("""
                try {
                    inRoom('kitchen') { hang 'here' }
                } finally {
                    echo "finally ${later 'still works'}"
                }
                echo 'never'
                """);
        assertThat(host.nextHanging()).isEqualTo("here");
        run.abort(ALICE);
        Ran ran = host.finish(run);

        assertThat(ran.result()).isEqualTo("ABORTED");
        assertThat(ran.console())
                .containsSubsequence("finally still works", "Aborted by alice", "Finished: ABORTED")
                .doesNotContain("never");
    }

    @Test
    void anAbortStopsAllBranches() throws Exception {
        PipelineRun run = host.start("parallel(one: { hang 'one' }, two: { hang 'two' })\n");
        assertThat(Set.of(host.nextHanging(), host.nextHanging())).containsExactlyInAnyOrder("one", "two");
        run.abort(ALICE);

        assertThat(host.finish(run).result()).isEqualTo("ABORTED");
    }

    @Test
    void anAbortEndsALoopOfTheScript() throws Exception {
        PipelineRun run = host.start("int i = 0\necho 'looping'\nwhile (true) { i++ }\n");
        host.awaitLine("looping");
        run.abort(ALICE);

        assertThat(host.finish(run).result()).isEqualTo("ABORTED");
    }

    @Test
    void anAbortReachesABlockThatIsAboutToBegin() throws Exception {
        CompletableFuture<PipelineRun> started = new CompletableFuture<>();
        host.events().beforeStep(function -> {
            if (function.equals("inRoom")) {
                started.join().abort(ALICE);
            }
        });
        PipelineRun run = host.start("inRoom('kitchen') { echo 'never' }\n");
        started.complete(run);
        Ran ran = host.finish(run);

        assertThat(ran.result()).isEqualTo("ABORTED");
        assertThat(ran.console()).doesNotContain("never");
    }

    @Test
    void aSecondAbortDoesNotWaitForAStepThatDoesNotStop() throws Exception {
        PipelineRun run = host.start("stubborn()\n");
        TestSteps.Stubborn.DescriptorImpl stubborn = host.step(TestSteps.Stubborn.DescriptorImpl.class);
        assertThat(stubborn.next()).isEqualTo("started");
        run.abort(ALICE);
        assertThat(stubborn.next()).isEqualTo("stopped");
        run.abort(ALICE);

        assertThat(host.finish(run).result()).isEqualTo("ABORTED");
    }

    @Test
    void aTimeoutStopsItsBlockOnly() throws Exception {
        PipelineRun run = host.start("""
                try {
                    timeout(time: 10, unit: 'SECONDS') { hang 'inside' }
                } catch (e) {
                    echo "caught ${e.class.simpleName}"
                }
                echo later('after')
                """);
        assertThat(host.nextHanging()).isEqualTo("inside");
        host.timer().passAfter(1, Duration.ofSeconds(10));
        Ran ran = host.finish(run);

        assertThat(ran.result()).isEqualTo("SUCCESS");
        assertThat(ran.console())
                .containsSubsequence(
                        "Timeout set to expire in 10 sec",
                        "Cancelling nested steps due to timeout",
                        "caught FlowInterruptedException",
                        "after");
    }

    @Test
    void aTimeoutThatIsNotCaughtAbortsTheBuild() throws Exception {
        PipelineRun run = host.start("timeout(5) { hang 'inside' }\n");
        host.nextHanging();
        host.timer().passAfter(1, Duration.ofMinutes(5));
        Ran ran = host.finish(run);

        assertThat(ran.result()).isEqualTo("ABORTED");
        assertThat(ran.console()).contains("Timeout has been exceeded");
    }

    @Test
    void aRetryOutsideOfATimeoutTriesAgainAndOneInsideDoesNot() throws Exception {
        PipelineRun run = host.start("retry(2) { timeout(5) { retry(9) { hang 'inside' } } }\n");
        host.nextHanging();
        host.timer().passAfter(1, Duration.ofMinutes(5));
        host.nextHanging();
        host.timer().passAfter(1, Duration.ofMinutes(5));

        assertThat(host.finish(run).result()).isEqualTo("ABORTED");
    }

    @Test
    void theFirstFailureStopsTheOtherBranchesWhenToldToFailFast() throws Exception {
        PipelineRun run = host.start("parallel(one: { hang 'one' }, two: { input 'x'; }, failFast: true)\n");
        Ran ran = host.finish(run);

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.outcome().failure())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("cannot ask");
    }

    @Test
    void branchesGoOnAfterAFailureOtherwise() throws Exception {
        Ran ran = host.run("""
                parallel one: { error 'first' }, two: { later 'x'; echo 'second goes on' }
                """);

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.console()).contains("[two] second goes on", "ERROR: first");
    }

    @Test
    void branchesReturnTheirValues() throws Exception {
        Ran ran = host.run("def r = parallel(one: { later 'a' }, two: { 'b' })\necho \"${r}\"\n");

        assertThat(ran.console()).contains("[one:a, two:b]");
    }

    @Test
    void anAbortEndsTheProcessesOfAShellScript() throws Exception {
        PipelineRun run = host.start("parallel(sh: { sh 'sleep 600 & echo started > ready; wait' }, watch: {"
                + " while (!fileExists('ready')) { sh 'sleep 0.05' }; hang 'ready' })\n");
        assertThat(host.nextHanging()).isEqualTo("ready");
        run.abort(ALICE);

        assertThat(host.finish(run).result()).isEqualTo("ABORTED");
    }
}
