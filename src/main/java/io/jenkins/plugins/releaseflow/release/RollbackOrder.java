package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * What a rollback was asked to do. Recorded when it is opened.
 *
 * @param to number of the release whose builds are put back
 * @param from number of the newest release that changed a target before; empty where there was none
 * @param way what is done to the database
 * @param addon id of the addon that is restored; empty where none is
 * @param backup the platform's id of the backup that is restored; empty where none is
 * @param reason why, in the words of who asked; may be empty
 * @param plan what tells the plan that was seen from any other: once it has the lock, a rollback that would do something else does nothing
 * @param step what finds the rollback again when its build is resumed; may be empty
 * @param after number of the release that failed, where its failure alone made this rollback; empty where somebody asked for it
 */
public record RollbackOrder(
        int to,
        Optional<Integer> from,
        DatabaseWay way,
        Optional<String> addon,
        Optional<String> backup,
        String reason,
        String plan,
        String step,
        Optional<Integer> after) {
    public RollbackOrder {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(addon, "addon");
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(after, "after");
    }

    /** One that somebody asked for. */
    public RollbackOrder(
            int to,
            Optional<Integer> from,
            DatabaseWay way,
            Optional<String> addon,
            Optional<String> backup,
            String reason,
            String plan,
            String step) {
        this(to, from, way, addon, backup, reason, plan, step, Optional.empty());
    }
}
