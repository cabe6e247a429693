package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RollbackOrder;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A history of the environment production of a shop, written to a real ledger; a minute passes between events. */
final class History {
    private final EnvironmentLedger ledger;
    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private Release release;
    private int nodes;

    History(Path directory) {
        this.ledger = new Ledger(directory).environment("production");
    }

    EnvironmentLedger ledger() {
        return ledger;
    }

    Instant now() {
        return now;
    }

    private Instant tick() {
        now = now.plus(Duration.ofMinutes(1));
        return now;
    }

    History open(String name) {
        return open(name, ReleaseKind.RELEASE, Optional.empty());
    }

    History rollback(int to, DatabaseWay way) {
        return open(
                "Rollback to #" + to,
                ReleaseKind.ROLLBACK,
                Optional.of(new RollbackOrder(
                        to, Optional.empty(), way, Optional.empty(), Optional.empty(), "orders were lost", "", "")));
    }

    private History open(String name, ReleaseKind kind, Optional<RollbackOrder> rollback) {
        Origin origin = new Origin("ann", "Started by user ann", "shop", "shop#1", "main");
        release = ledger.open(id -> new ReleaseEvent.Opened(tick(), id, kind, name, "", origin, false, rollback));
        release = ledger.append(release, new ReleaseEvent.LockTaken(tick()));
        return this;
    }

    /** A node that ends so, and whose operation has that id. */
    History node(OperationRequest request, NodeKind kind, String operation, NodeState end) {
        String node = "n" + ++nodes;
        NodeTerms terms = NodeTerms.of(Duration.ofMinutes(10), OnAbort.DETACH);
        append(new ReleaseEvent.NodePlanned(tick(), node, kind, request.kind() + " " + request.resource(), terms));
        append(new ReleaseEvent.NodeIntended(tick(), node, 1, request, Baseline.ofOperations(Set.of())));
        if (!operation.isEmpty()) {
            append(new ReleaseEvent.OperationStarted(
                    tick(), node, new OperationReference(request.kind(), request.resource(), operation, Map.of())));
        }
        Optional<Failure> failure =
                end == NodeState.COMPLETED ? Optional.empty() : Optional.of(Failure.of("it went wrong"));
        append(new ReleaseEvent.NodeEnded(tick(), node, end, Map.of("size", "2321"), failure));
        return this;
    }

    History backup(String id) {
        return backup("orders", id);
    }

    History backup(String addon, String id) {
        return node(
                new BackupRequest(addon, BackupType.DUMP, Compression.GZ, id),
                NodeKind.BACKUP,
                id,
                NodeState.COMPLETED);
    }

    History restore(String backup) {
        return node(new RestoreRequest("orders", backup), NodeKind.RESTORE, "restore-1", NodeState.COMPLETED);
    }

    History deploy(Target target, String build) {
        return node(
                new DeploymentRequest(target, build(build), Optional.empty()),
                NodeKind.DEPLOY_BUILD,
                build,
                NodeState.COMPLETED);
    }

    /** With a command of its own. */
    History deploy(Target target, String build, String command) {
        return node(
                new DeploymentRequest(target, build(build), Optional.of(command)),
                NodeKind.DEPLOY_SERVICE,
                build,
                NodeState.COMPLETED);
    }

    static BuildPin build(String id) {
        return new BuildPin("shop-build", id, "4f2c91a0d5066620e4592ca8c093f21a0a94389d", "main");
    }

    History migrate(MigrationVerdict verdict, String undo, NodeState end) {
        return run("", new Migration(verdict, Optional.of(undo).filter(text -> !text.isEmpty())), end);
    }

    History run(String command, Migration migration, NodeState end) {
        return node(
                new JobRunRequest("migrate", Optional.of(command).filter(text -> !text.isEmpty()), Map.of(), migration),
                NodeKind.RUN_JOB,
                end == NodeState.IN_DOUBT ? "" : "run-" + nodes,
                end);
    }

    /** Backs up, migrates and deploys a build, and ends well. */
    History release(String name, String build, MigrationVerdict verdict, String undo) {
        return open(name)
                .backup("backup-of-" + name)
                .deploy(Target.job("migrate"), build)
                .migrate(verdict, undo, NodeState.COMPLETED)
                .deploy(Target.service("shop"), build)
                .end(ReleaseState.RELEASED);
    }

    /** Somebody resolves the doubt about the last node. */
    History markedAsFailed() {
        append(new ReleaseEvent.DoubtResolved(
                tick(), "n" + nodes, new Resolution.MarkFailed(), new Decision("ann", "it went wrong")));
        return this;
    }

    History end(ReleaseState state) {
        append(new ReleaseEvent.Ended(tick(), state, ""));
        return this;
    }

    private void append(ReleaseEvent event) {
        release = ledger.append(release, event);
    }

    RollbackPlan plan(RollbackWish wish) {
        return plan(wish, PlatformFacts.none());
    }

    RollbackPlan plan(RollbackWish wish, PlatformFacts facts) {
        return RollbackPlanner.plan(
                RollbackHistory.read(ledger, wish.to().number(), OptionalInt.empty()),
                wish,
                facts,
                now.plus(Duration.ofHours(3)));
    }
}
