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

    /** An event of a later version of Release Flow that this one may pass over. Kept on disk, without meaning here. */
    record Unrecognised(Instant at, String type) implements EnvironmentEvent {}

    /**
     * A line that stands in the record and can't be read: damaged, or by a later version that says more than this one understands. Kept on disk as it is.
     *
     * @param at when it happened; {@link Instant#EPOCH} where that can't be read either
     * @param line number of the line in the record, from 1
     * @param why what keeps it from being read
     */
    record Unreadable(Instant at, int line, String why) implements EnvironmentEvent {}
}
