package io.jenkins.plugins.releaseflow.crash;

import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.steps.BuildNodeStep;
import io.jenkins.plugins.releaseflow.steps.DeployBuildStep;
import io.jenkins.plugins.releaseflow.steps.DeployServiceStep;
import io.jenkins.plugins.releaseflow.steps.JobTarget;
import io.jenkins.plugins.releaseflow.steps.ReleaseFlowStep;
import io.jenkins.plugins.releaseflow.steps.RollbackReleaseStep;
import io.jenkins.plugins.releaseflow.steps.RunBackupStep;
import io.jenkins.plugins.releaseflow.steps.RunJobStep;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;

/** What the builds do that are killed. */
enum Scripts {
    /** Two nodes side by side, the migration with a variable, and the service. */
    RELEASE(scope -> scope.block("release", releaseFlow(), inside -> release(inside, migration()))),

    /** The release that a rollback goes back to. */
    FIRST(scope -> scope.block("release", releaseFlow(), inside -> {
        prepare(inside, "main");
        serve(inside, "main");
    })),

    /** The release that a rollback leaves: its migration can be undone, and there is a backup from before it. */
    SECOND(scope -> scope.block("release", releaseFlow(), inside -> release(inside, reversible()))),

    ROLLBACK_WITH_RESTORE(scope -> scope.step("rollback", rollback("restore"))),

    ROLLBACK_WITH_UNDO(scope -> scope.step("rollback", rollback("undo"))),

    ROLLBACK_OF_CODE(scope -> scope.step("rollback", rollback("code")));

    /** The value of a variable of the migration, which nobody may read anywhere. */
    static final String SECRET = "s3cret-0f-ann";

    /** What is left in the file of starts by each run that takes the migration back. */
    static final String UNDONE = "undone";

    private static final String NEW = "feature/two";

    private final DurableBuild.Script script;

    Scripts(DurableBuild.Script script) {
        this.script = script;
    }

    DurableBuild.Script script() {
        return script;
    }

    private static void release(DurableBuild.Scope scope, Step migration) throws Throwable {
        scope.parallel(branch -> branch.step("backup", new RunBackupStep("orders")), branch -> prepare(branch, NEW));
        scope.step("migrate", migration);
        serve(scope, NEW);
    }

    private static void prepare(DurableBuild.Scope scope, String branch) throws Throwable {
        scope.step("prepare", of(shopBuild(new DeployBuildStep(new JobTarget("migrate"))), branch));
    }

    private static DeployBuildStep shopBuild(DeployBuildStep step) {
        step.setBuild("shop-build");
        return step;
    }

    private static void serve(DurableBuild.Scope scope, String branch) throws Throwable {
        DeployServiceStep serve = new DeployServiceStep("web");
        serve.setBuild("shop-build");
        scope.step("serve", of(serve, branch));
    }

    private static RunJobStep migration() {
        RunJobStep migrate = new RunJobStep("migrate");
        migrate.setEnvironment(Map.of("GREETING", SECRET));
        return migrate;
    }

    private static Step reversible() {
        RunJobStep migrate = migration();
        migrate.setMigration("reversible");
        migrate.setUndo("echo " + UNDONE + " >> \"$STARTS\"");
        return migrate;
    }

    private static Step of(BuildNodeStep step, String branch) {
        step.setBranch(branch);
        // The two versions are built at once, in any order.
        step.setAllowOlder(true);
        return step;
    }

    private static Step releaseFlow() {
        ReleaseFlowStep step = new ReleaseFlowStep(ReleaseHost.ENVIRONMENT);
        step.setName("v2");
        return step;
    }

    private static Step rollback(String database) {
        RollbackReleaseStep step = new RollbackReleaseStep("previous");
        step.setEnvironment(ReleaseHost.ENVIRONMENT);
        step.setDatabase(database);
        step.setReason("orders were lost");
        if (database.equals("restore")) {
            step.setBackup(backup(ReleaseFlowRuntime.get().engine().ledger()));
            step.setConfirm(ReleaseHost.ENVIRONMENT);
        }
        return step;
    }

    /** The backup that release 2 made before its migration. */
    static String backup(Ledger ledger) {
        return ledger.environment(ReleaseHost.ENVIRONMENT).read(2).orElseThrow().nodeList().stream()
                .filter(node -> node.kind() == NodeKind.BACKUP)
                .map(Node::id)
                .findFirst()
                .orElseThrow();
    }
}
