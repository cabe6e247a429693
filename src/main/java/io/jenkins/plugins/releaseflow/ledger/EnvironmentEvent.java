package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Decision;
import java.time.Instant;

/** Something that happened to an environment itself. Appended and never changed. */
public sealed interface EnvironmentEvent {
    /** When it happened, by the controller's clock. */
    Instant at();

    /** Nothing but a rollback may be opened from here on. */
    record Held(Instant at, Decision by) implements EnvironmentEvent {}

    /** The hold is over. */
    record Lifted(Instant at, Decision by) implements EnvironmentEvent {}

    /** An event of a later version of Release Flow. Kept on disk, without meaning here. */
    record Unrecognised(Instant at, String type) implements EnvironmentEvent {}
}
