package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.RollbackOrder;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes releases into a ledger as the engine would, at times that the test says. */
public final class LedgerScene {
    public static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    private static final NodeTerms TERMS = NodeTerms.of(Duration.ofMinutes(5), OnAbort.STOP);

    private final EnvironmentLedger ledger;
    private Instant now = START;
    private Release release;
    private int nodes;

    public LedgerScene(EnvironmentLedger ledger) {
        this.ledger = ledger;
    }

    /** A pin whose commit and build begin with the version. */
    public static BuildPin pin(String version) {
        return pin(version, Optional.empty());
    }

    public static BuildPin pin(String version, Optional<Instant> builtAt) {
        return new BuildPin(
                "shop-build", "build-" + version, version + "0".repeat(40 - version.length()), "main", builtAt);
    }

    public Instant now() {
        return now;
    }

    public LedgerScene at(Instant time) {
        now = time;
        return this;
    }

    public LedgerScene later(Duration time) {
        return at(now.plus(time));
    }

    public LedgerScene open(String name) {
        return open(name, ReleaseKind.RELEASE, new Origin("ann", "", "shop/main", "shop/main#1", "main"));
    }

    public LedgerScene open(String name, ReleaseKind kind, Origin origin) {
        release = ledger.open(id -> new ReleaseEvent.Opened(now, id, kind, name, "The shop " + name, origin));
        return append(new ReleaseEvent.LockTaken(now));
    }

    /** Opens a rollback to a release. */
    public LedgerScene rollback(int to) {
        Origin origin = new Origin("ann", "", "shop/main", "shop/main#1", "main");
        RollbackOrder order = new RollbackOrder(
                to, Optional.empty(), DatabaseWay.CODE_ONLY, Optional.empty(), Optional.empty(), "", "", "");
        release = ledger.open(id ->
                new ReleaseEvent.Opened(now, id, ReleaseKind.ROLLBACK, "back", "", origin, false, Optional.of(order)));
        return append(new ReleaseEvent.LockTaken(now));
    }

    /** Asks the platform for a deployment, which takes a minute. */
    public LedgerScene deploying(Target target, Pin pin) {
        String node = "n" + ++nodes;
        append(new ReleaseEvent.NodePlanned(now, node, NodeKind.DEPLOY_SERVICE, "Deploy to " + target, TERMS));
        append(new ReleaseEvent.NodeIntended(
                now, node, 1, new DeploymentRequest(target, pin, Optional.empty()), Baseline.empty()));
        append(new ReleaseEvent.OperationStarted(
                now, node, new OperationReference(OperationKind.DEPLOYMENT, target.id(), pin.summary(), Map.of())));
        return later(Duration.ofMinutes(1));
    }

    public LedgerScene deployed(Target target, Pin pin) {
        return deploying(target, pin).node(NodeState.COMPLETED, Optional.empty());
    }

    public LedgerScene migrated(String job, Migration migration) {
        String node = "n" + ++nodes;
        append(new ReleaseEvent.NodePlanned(now, node, NodeKind.RUN_JOB, "Run job " + job, TERMS));
        append(new ReleaseEvent.NodeIntended(
                now,
                node,
                1,
                new JobRunRequest(job, Optional.of("migrate.sh"), Map.of("LEVEL", "info"), migration),
                Baseline.empty()));
        append(new ReleaseEvent.OperationStarted(
                now, node, new OperationReference(OperationKind.JOB_RUN, job, "run-" + nodes, Map.of())));
        return later(Duration.ofMinutes(2)).node(NodeState.COMPLETED, Optional.empty());
    }

    /** Ends the last node. */
    public LedgerScene node(NodeState end, Optional<Failure> failure) {
        return append(new ReleaseEvent.NodeEnded(now, "n" + nodes, end, Map.of(), failure));
    }

    public Release end(ReleaseState outcome) {
        append(new ReleaseEvent.Ended(now, outcome, ""));
        return release;
    }

    /** A release that went well, a minute for each target. */
    public Release released(String name, Pin pin, Target... targets) {
        open(name);
        for (Target target : targets) {
            deployed(target, pin);
        }
        return end(ReleaseState.RELEASED);
    }

    public LedgerScene append(ReleaseEvent event) {
        release = ledger.append(release, event);
        return this;
    }

    public Release release() {
        return release;
    }
}
