package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What tells one plan from another. */
final class PlanDigest {
    private static final int LENGTH = 32;

    private PlanDigest() {}

    /** What a rollback does and crosses. */
    static String essence(
            RollbackHistory history,
            DatabaseWay way,
            List<RollbackCall> calls,
            List<MigrationSince> migrations,
            List<MigrationSince> undone) {
        return history.to().id() + "\n" + way + "\n"
                + calls.stream().map(call -> call.node() + " " + call.request()).collect(Collectors.joining("\n"))
                + (history.missing().isEmpty() ? "" : "\nmissing: " + history.missing())
                + "\nin the database: " + names(migrations) + "\ntaken back: " + names(undone);
    }

    private static String names(List<MigrationSince> migrations) {
        return migrations.stream()
                .map(one -> one.release() + " " + one.node() + " " + one.verdict() + " " + state(one.state())
                        + one.unsure().map(why -> " unsure").orElse(""))
                .collect(Collectors.joining(", "));
    }

    /** A migration that was under way and has ended well since is what was looked at: a rollback that ends its release waits for it. */
    private static NodeState state(NodeState state) {
        return state == NodeState.RUNNING ? NodeState.COMPLETED : state;
    }

    /** The essence, with what is live and what releases there are. */
    static String of(String essence, List<TargetChangePlan> targets, List<Release> since) {
        String seen = essence + "\n"
                + targets.stream()
                        .map(target -> target.target() + " "
                                + target.live().map(PlanDigest::identity).orElse("?") + " " + target.change())
                        .collect(Collectors.joining("\n"))
                + "\n"
                + since.stream()
                        .map(release -> release.id().number() + " " + release.state())
                        .collect(Collectors.joining(", "));
        return hash(seen);
    }

    static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What a pin is, whatever else is known of it. */
    static String identity(Pin pin) {
        return pin instanceof BuildPin build ? "build " + build.buildService() + " " + build.buildId() : pin.summary();
    }
}
