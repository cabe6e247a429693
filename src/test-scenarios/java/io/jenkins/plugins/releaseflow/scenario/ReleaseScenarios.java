package io.jenkins.plugins.releaseflow.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What users rely on in a Jenkinsfile, whatever it runs on: a subclass says on which host. The ledger and the platform stay from one scenario to the next, so each has
 * an environment and jobs of its own.
 */
public abstract class ReleaseScenarios {
    private static final String DEPLOY = "deployBuild build: 'app', branch: 'main', target: job('%s')\n";

    protected abstract ScenarioHost host();

    protected abstract EmulatedPlatform platform();

    @BeforeEach
    void reset() throws Exception {
        platform().reset();
    }

    @Test
    void aScriptedPipelineReleasesStepByStep() throws Exception {
        host().environments("scripted");

        ScenarioBuild build = host().start("scripted", """
                releaseFlow(environment: 'scripted', name: 'v1') {
                    def backup = runBackup addon: 'data', waitForCompletion: false
                    def deployed = deployBuild build: 'app', branch: 'main', target: job('migrate')
                    echo "pinned ${deployed.pin.buildId}"
                    parallel backup: { echo "backup ${awaitCompletion(node: backup.node).state}" },
                             other: { echo "in ${env.RELEASE_NAME}" }
                    def run = runJob job: 'migrate', migration: 'none', retry: 1
                    echo "run ${run.state}"
                }
                """);

        assertEquals(Result.SUCCESS, build.result(), build::console);
        Release release = release("scripted", 1, ReleaseState.RELEASED);
        assertEquals(
                List.of("Back up data", "Run job migrate"),
                List.of(
                        release.nodeList().get(0).label(),
                        release.nodeList().get(2).label()));
        String pinned = pin(release.nodeList().get(1)).buildId();
        assertPrinted(build, "pinned " + pinned, "backup completed", "in v1", "run completed");
    }

    @Test
    void aDeclarativePipelineReleasesWithTheSameSteps() throws Exception {
        host().environments("declarative");
        platform().release();

        ScenarioBuild build = host().start("declarative", """
                pipeline {
                    agent none
                    environment { LEVEL = 'info' }
                    stages {
                        stage('Release') {
                            steps {
                                releaseFlow(environment: 'declarative', name: 'v2') {
                                    runBackup addon: 'data', type: 'dump'
                                    deployBuild build: 'app', branch: 'main', target: job('migrate')
                                    runJob job: 'migrate', environment: [LEVEL: env.LEVEL], timeout: 5
                                    deployService service: 'web', build: 'app', branch: 'main'
                                }
                            }
                        }
                        stage('Outside of a block') {
                            steps { runBackup 'data' }
                        }
                    }
                    post { success { echo "released" } }
                }
                """);

        assertEquals(Result.SUCCESS, build.result(), build::console);
        assertPrinted(build, "released");
        Release release = release("declarative", 1, ReleaseState.RELEASED);
        assertEquals(4, release.nodeList().size());
        assertTrue(release.nodeList().stream().allMatch(node -> node.stage().equals("Release")), release::toString);
        assertEquals(
                pin(release.nodeList().get(1)).buildId(),
                pin(release.nodeList().get(3)).buildId(),
                "job and service get the same build");
        release("declarative", 2, ReleaseState.RELEASED);
    }

    @Test
    void aMistakeEndsTheReleaseAsFailedWithItsRemedy() throws Exception {
        host().environments("mistaken");

        ScenarioBuild build =
                host().start("mistaken", "releaseFlow(environment: 'mistaken') { runJob job: 'no-such-job' }");

        assertEquals(Result.FAILURE, build.result(), build::console);
        assertPrinted(build, "job: there is no job 'no-such-job'");
        release("mistaken", 1, ReleaseState.FAILED);
    }

    @Test
    void aBadValueIsRefusedBeforeAnythingIsAskedOfThePlatform() throws Exception {
        host().environments("refused");

        ScenarioBuild build = host().start("refused", """
                releaseFlow(environment: 'refused') {
                    runBackup addon: 'data', type: 'full'
                }
                """);

        assertEquals(Result.FAILURE, build.result(), build::console);
        assertPrinted(build, "type: ", "'full'", "dump", "snapshot");
        assertTrue(release("refused", 1, ReleaseState.FAILED).nodeList().isEmpty());
    }

    @Test
    void aMigrationThatFailsEndsTheReleaseBeforeTheServiceIsDeployed() throws Exception {
        host().environments("failing");

        ScenarioBuild build =
                host().start("failing", "releaseFlow(environment: 'failing') {\n" + deploy("broken") + """
                    runJob job: 'broken'
                    deployService service: 'web', build: 'app', branch: 'main'
                }
                """);

        assertEquals(Result.FAILURE, build.result(), build::console);
        assertPrinted(build, "  | UNIQUE constraint failed: buyers.email");
        Release release = release("failing", 1, ReleaseState.FAILED);
        assertEquals(2, release.nodeList().size(), "the service was not asked for");
        assertEquals(NodeState.FAILED, release.nodeList().get(1).state());
        assertTrue(
                release.nodeList()
                        .get(1)
                        .failure()
                        .orElseThrow()
                        .logTail()
                        .toString()
                        .contains("UNIQUE"),
                release::toString);
    }

    @Test
    void aJobThatIsNoMigrationIsTriedAgainWhereTheStepSaysSo() throws Exception {
        host().environments("retried");

        ScenarioBuild build =
                host().start("retried", "releaseFlow(environment: 'retried') {\n" + deploy("flaky") + """
                    def run = runJob job: 'flaky', migration: 'none', retry: 1
                    echo "run ${run.state}"
                }
                """);

        assertEquals(Result.SUCCESS, build.result(), build::console);
        assertPrinted(build, "attempt 1 of 2 failed", "run completed");
        Node run = release("retried", 1, ReleaseState.RELEASED).nodeList().get(1);
        assertEquals(1, run.failedAttempts().size());
    }

    @Test
    void anAbortedBuildEndsAtOnceAndItsMigrationGoesOnWithTheLock() throws Exception {
        host().environments("aborted");
        ScenarioBuild build = host().start(
                        "aborted",
                        "releaseFlow(environment: 'aborted') {\n" + deploy("slow") + "runJob job: 'slow'\n}\n");
        build.awaitConsole("  | migrating");

        build.abort();

        assertEquals(Result.ABORTED, build.result(), build::console);
        assertTrue(host().release("aborted", 1).orElseThrow().isOpen());
        platform().release();
        awaitEnd("aborted", 1);
        Release release = release("aborted", 1, ReleaseState.ABORTED);
        assertEquals(NodeState.COMPLETED, release.nodeList().get(1).state());
        assertEquals(1, platform().begun());
    }

    @Test
    void aReleaseThatWaitsIsSupersededByANewerOneAndTheOneWithTheLockIsNot() throws Exception {
        host().environments("superseded");
        ScenarioBuild holder = host().start(
                        "holder",
                        "releaseFlow(environment: 'superseded') {\n" + deploy("slow") + "runJob job: 'slow'\n}\n");
        holder.awaitConsole("  | migrating");
        ScenarioBuild older = host().start("older", "releaseFlow(environment: 'superseded') { }");
        Awaiting.until(
                "the older one waits", () -> host().release("superseded", 2).isPresent());

        ScenarioBuild newer = host().start("newer", "releaseFlow(environment: 'superseded', supersede: true) { }");

        assertEquals(Result.NOT_BUILT, older.result(), older::console);
        assertEquals(
                3,
                release("superseded", 2, ReleaseState.ABORTED)
                        .supersededBy()
                        .orElseThrow()
                        .number());
        platform().release();
        assertEquals(Result.SUCCESS, newer.result(), newer::console);
        assertEquals(Result.SUCCESS, holder.result(), holder::console);
    }

    @Test
    void aMigrationWhoseAnswerWasLostIsFoundAndRunsOnce() throws Exception {
        host().environments("found");
        platform().release();
        platform().fault(fault("slow", "cut-after"));

        ScenarioBuild build = host().start(
                        "found", "releaseFlow(environment: 'found') {\n" + deploy("slow") + "runJob job: 'slow'\n}\n");

        assertEquals(Result.SUCCESS, build.result(), build::console);
        release("found", 1, ReleaseState.RELEASED);
        assertEquals(1, platform().begun());
    }

    @Test
    void aDoubtAboutAMigrationWaitsForAPersonAndTheFlowGoesOnWithTheAnswer() throws Exception {
        host().environments("doubted");
        platform().release();
        platform().fault(fault("slow", "cut-before"));
        ScenarioBuild build = host().start("doubted", "releaseFlow(environment: 'doubted') {\n" + deploy("slow") + """
                    runJob job: 'slow'
                    echo 'after the migration'
                }
                """);
        build.awaitConsole("waits for a decision");
        assertEquals(0, platform().begun());
        Node doubt = host().release("doubted", 1).orElseThrow().nodeList().get(1);

        host().engine()
                .resolve(
                        host().release("doubted", 1).orElseThrow().id(),
                        doubt.id(),
                        new Resolution.RunAgain(),
                        new Decision("ann", "no run of it is listed"))
                .toCompletableFuture()
                .join();

        assertEquals(Result.SUCCESS, build.result(), build::console);
        assertPrinted(build, "after the migration", "run again by ann: no run of it is listed");
        release("doubted", 1, ReleaseState.RELEASED);
        assertEquals(1, platform().begun());
    }

    @Test
    void aReleaseThatFailsIsRolledBackInItsPostSection() throws Exception {
        host().environments("undone");
        assertEquals(
                Result.SUCCESS,
                host().start("good", "releaseFlow(environment: 'undone') {\n" + deploy("undone") + "}\n")
                        .result());
        BuildPin good =
                pin(release("undone", 1, ReleaseState.RELEASED).nodeList().get(0));
        platform().build("side", "undone");

        ScenarioBuild build = host().start("bad", """
                pipeline {
                    agent none
                    stages {
                        stage('Release') {
                            steps {
                                releaseFlow(environment: 'undone') {
                                    deployBuild build: 'app', branch: 'side', target: job('undone')
                                    error 'the smoke test failed'
                                }
                            }
                        }
                    }
                    post { failure { rollbackRelease to: 'previous', environment: 'undone' } }
                }
                """);

        assertEquals(Result.FAILURE, build.result(), build::console);
        assertPrinted(build, "the smoke test failed");
        assertNotEquals(
                good, pin(release("undone", 2, ReleaseState.FAILED).nodeList().get(0)));
        Release rollback = release("undone", 3, ReleaseState.RELEASED);
        assertEquals(ReleaseKind.ROLLBACK, rollback.kind());
        assertEquals(good.buildId(), pin(rollback.nodeList().get(0)).buildId());
        assertTrue(host().engine().ledger().environment("undone").hold().isPresent(), "on hold after it");
    }

    @Test
    void aDatabaseIsRestoredFromItsBackup() throws Exception {
        host().environments("restored");

        ScenarioBuild build = host().start("restored", """
                releaseFlow(environment: 'restored') {
                    def backup = runBackup addon: 'data'
                    def restored = restoreBackup addon: 'data', backup: backup.id
                    echo "restore ${restored.state}"
                }
                """);

        assertEquals(Result.SUCCESS, build.result(), build::console);
        assertPrinted(build, "restore completed");
        assertEquals(2, release("restored", 1, ReleaseState.RELEASED).nodeList().size());
    }

    /** With the two above, every step in both syntaxes. */
    @Test
    void aDeclarativePipelineRestoresRunsCommandsAwaitsAndDrills() throws Exception {
        host().environments("wide");
        platform().release();

        ScenarioBuild build = host().start("wide", """
                pipeline {
                    agent none
                    stages {
                        stage('Release') {
                            steps {
                                releaseFlow(environment: 'wide') {
                                    deployService service: 'web', build: 'app', branch: 'main'
                                    runCommand service: 'web', command: 'echo checked'
                                    script {
                                        def backup = runBackup addon: 'data'
                                        restoreBackup addon: 'data', backup: backup.id
                                        def run = runJob job: 'migrate', migration: 'none', waitForCompletion: false
                                        awaitCompletion node: run.node
                                    }
                                    runBackup 'data'
                                }
                            }
                        }
                        stage('Drill') {
                            steps {
                                rollbackDrill environment: 'wide', to: 1, scratchAddon: 'data-drill', scratchService: 'web-drill'
                            }
                        }
                    }
                }
                """);

        assertEquals(Result.SUCCESS, build.result(), build::console);
        assertPrinted(build, "  | checked", "Drill: it went well");
        assertEquals(6, release("wide", 1, ReleaseState.RELEASED).nodeList().size());
    }

    @Test
    void aScriptedPipelineRunsCommandsAndRollsBack() throws Exception {
        host().environments("narrow");
        platform().release();
        platform().build("other", "narrow");

        ScenarioBuild build = host().start("narrow", """
                releaseFlow(environment: 'narrow') {
                    deployService service: 'web', build: 'app', branch: 'main'
                    def checked = runCommand service: 'web', command: 'echo checked', returnOutput: true
                    echo "it says ${checked.output}"
                }
                releaseFlow(environment: 'narrow', allowOlder: true) {
                    deployService service: 'web', build: 'app', branch: 'other'
                }
                def number = rollbackRelease environment: 'narrow', to: 'previous', reason: 'try it'
                echo "rollback ${number}"
                """);

        assertEquals(Result.SUCCESS, build.result(), build::console);
        assertPrinted(build, "it says checked", "rollback 3");
        assertEquals(
                ReleaseKind.ROLLBACK,
                release("narrow", 3, ReleaseState.RELEASED).kind());
    }

    @Test
    void aRollbackIsTriedOnAScratchDatabaseAndAScratchService() throws Exception {
        host().environments("drilled");
        platform().release();
        ScenarioBuild release = host().start("released", """
                releaseFlow(environment: 'drilled') {
                    deployService service: 'web', build: 'app', branch: 'main'
                    runBackup addon: 'data'
                }
                """);
        assertEquals(Result.SUCCESS, release.result(), release::console);

        ScenarioBuild build = host().start("drilled", """
                def drill = rollbackDrill environment: 'drilled', to: 1, scratchAddon: 'data-drill', scratchService: 'web-drill'
                echo "drill of ${drill.release} with ${drill.backup}"
                """);

        assertEquals(Result.SUCCESS, build.result(), build::console);
        assertPrinted(build, "drill of 1 with rf-drilled-1-");
        assertEquals(
                1,
                host().engine().ledger().environment("drilled").list().size(),
                "nothing was released or rolled back");
    }

    @Test
    void aWrongWordIsOneLineAndNothingIsReleased() throws Exception {
        host().environments("worded");

        ScenarioBuild build =
                host().start("worded", "releaseFlow(environment: 'worded', onFailure: 'panic') { echo 'inside' }");

        assertEquals(Result.FAILURE, build.result(), build::console);
        assertPrinted(build, "onFailure: 'panic' is not known; use 'rollback' or 'none'");
        assertTrue(host().release("worded", 1).isEmpty());
    }

    @Test
    void anOlderBuildThanTheLiveOneIsRefusedUnlessTheFlowAllowsIt() throws Exception {
        host().environments("older");
        platform().build("other", "first");
        assertEquals(
                Result.SUCCESS,
                host().start(
                                "first",
                                "releaseFlow(environment: 'older') {\n"
                                        + DEPLOY.formatted("older").replace("main", "other") + "}\n")
                        .result());
        String first = pin(release("older", 1, ReleaseState.RELEASED).nodeList().get(0))
                .buildId();
        platform().build("other", "second");
        assertEquals(
                Result.SUCCESS,
                host().start(
                                "second",
                                "releaseFlow(environment: 'older') {\n"
                                        + DEPLOY.formatted("older").replace("main", "other") + "}\n")
                        .result());
        String again = "deployBuild build: 'app', buildId: '" + first + "', target: job('older')";

        ScenarioBuild refused = host().start("refusing", "releaseFlow(environment: 'older') { " + again + " }");
        ScenarioBuild allowed =
                host().start("allowing", "releaseFlow(environment: 'older', allowOlder: true) { " + again + " }");

        assertEquals(Result.FAILURE, refused.result(), refused::console);
        assertPrinted(refused, "allowOlder");
        assertEquals(Result.SUCCESS, allowed.result(), allowed::console);
    }

    @Test
    void aBuildThatIsChosenForARunTakesThePlaceOfTheFlowsAndIsOnRecord() throws Exception {
        host().environments("chosen");
        platform().build("side", "chosen");
        assertEquals(
                Result.SUCCESS,
                host().start(
                                "plain",
                                "releaseFlow(environment: 'chosen') {\n"
                                        + DEPLOY.formatted("chosen").replace("main", "side") + "}\n")
                        .result());
        String side = pin(release("chosen", 1, ReleaseState.RELEASED).nodeList().get(0))
                .buildId();
        BuildOverride override = new BuildOverride(Target.job("chosen"), BuildSelector.ofId("app", side), "ann");

        ScenarioBuild build = host().start(
                        "chosen",
                        "releaseFlow(environment: 'chosen') {\n" + deploy("chosen") + "}\n",
                        new RunOverrides("v7", "", true, List.of(new RunOverrides.InEnvironment("chosen", override))));

        assertEquals(Result.SUCCESS, build.result(), build::console);
        assertPrinted(build, "Overridden: job chosen gets app build " + side);
        Release release = release("chosen", 2, ReleaseState.RELEASED);
        assertEquals("v7", release.name());
        assertEquals(side, pin(release.nodeList().get(0)).buildId());
        assertEquals(List.of(override), release.origin().overrides());
    }

    private static String deploy(String job) {
        return DEPLOY.formatted(job);
    }

    private static String fault(String job, String kind) {
        return "{\"method\": \"POST\", \"path\": \"*/jobs/" + job + "/runs\", \"kind\": \"" + kind
                + "\", \"times\": 1}";
    }

    private static BuildPin pin(Node deployment) {
        return (BuildPin) deployment.deployment().orElseThrow().pin();
    }

    private Release release(String environment, int number, ReleaseState state) {
        Release release = host().release(environment, number).orElseThrow();
        assertEquals(state, release.state(), release::message);
        return release;
    }

    private void awaitEnd(String environment, int number) {
        Awaiting.until("release " + environment + " #" + number + " ended", () -> host().release(environment, number)
                .filter(Release::isOpen)
                .isEmpty());
    }

    private static void assertPrinted(ScenarioBuild build, String... texts) {
        String console = build.console();
        for (String text : texts) {
            assertTrue(console.contains(text), () -> "'" + text + "' is missing in: " + console);
        }
        assertFalse(
                console.contains("\tat io.jenkins.plugins.releaseflow"),
                () -> "a stack trace is no message: " + console);
    }
}
