package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.RollbackOrder;
import java.util.Objects;
import java.util.Optional;

/**
 * A release to be opened.
 *
 * @param environment name of the environment
 * @param kind why it is made
 * @param name name given by people; may be empty
 * @param description text given by people; may be empty
 * @param origin who, why and from where
 * @param lockPolicy what becomes of other releases that still wait
 * @param allowOlder whether it may deploy builds that are older than the live ones
 * @param rollback what it is asked to do where it is a rollback
 */
public record ReleaseOpening(
        String environment,
        ReleaseKind kind,
        String name,
        String description,
        Origin origin,
        LockPolicy lockPolicy,
        boolean allowOlder,
        Optional<RollbackOrder> rollback) {
    public ReleaseOpening {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(lockPolicy, "lockPolicy");
        Objects.requireNonNull(rollback, "rollback");
    }

    /** One that is no rollback. */
    public ReleaseOpening(
            String environment,
            ReleaseKind kind,
            String name,
            String description,
            Origin origin,
            LockPolicy lockPolicy,
            boolean allowOlder) {
        this(environment, kind, name, description, origin, lockPolicy, allowOlder, Optional.empty());
    }

    /** A rollback. */
    public static ReleaseOpening rollback(
            String environment, String name, String description, Origin origin, RollbackOrder order) {
        return new ReleaseOpening(
                environment,
                ReleaseKind.ROLLBACK,
                name,
                description,
                origin,
                LockPolicy.QUEUE,
                true,
                Optional.of(order));
    }

    /** One that queues, and deploys nothing older. */
    public ReleaseOpening(String environment, ReleaseKind kind, String name, String description, Origin origin) {
        this(environment, kind, name, description, origin, LockPolicy.QUEUE, false);
    }
}
