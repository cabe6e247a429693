package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.time.Instant;

/** Something that happened to an environment itself. Appended and never changed. */
public sealed interface EnvironmentEvent {
    /** When it happened, by the controller's clock. */
    Instant at();

    /** Nothing but a rollback may be opened from here on. */
    record Held(Instant at, Decision by) implements EnvironmentEvent {}

    /** The hold is over. */
    record Lifted(Instant at, Decision by) implements EnvironmentEvent {}

    /** Somebody took what was found on a target, and no release had put there, for what is meant to be there. */
    record Adopted(Instant at, Target target, Pin pin, Decision by) implements EnvironmentEvent {}

    /**
     * The environment's database told which schema it has.
     *
     * @param job the job that was run to ask it
     * @param run the platform's id of that run
     * @param version the last line of its log
     */
    record SchemaReported(Instant at, String job, String run, String version) implements EnvironmentEvent {}

    /** Somebody took the version of the schema that was reported last for the one that is meant to be there. */
    record SchemaAdopted(Instant at, String version, Decision by) implements EnvironmentEvent {}

    /**
     * A drill of a rollback begins: from here on its scratch resources are in use.
     *
     * @param release number of the release whose rollback is tried
     * @param backup the platform's id of the backup that is restored
     * @param addon id of the scratch database that it is restored into
     * @param service id of the scratch service that the old build is started on
     * @param by who had it run; may be empty
     */
    record DrillBegan(Instant at, int release, String backup, String addon, String service, String by)
            implements EnvironmentEvent {}

    /**
     * The drill that began last is over, and its scratch service stands still.
     *
     * @param well whether the old build was healthy on the restored data
     * @param restore how long the restore took
     * @param start how long it then took until the old build was healthy
     * @param message why it did not go well; empty where it did
     */
    record DrillEnded(Instant at, boolean well, Duration restore, Duration start, String message)
            implements EnvironmentEvent {}

    /**
     * Releases are removed for good, since they are old: whatever is still there of them may be deleted, and their numbers are not used again.
     *
     * @param numbers ascending, as in {@code 1-40,43}
     */
    record Removed(Instant at, String numbers) implements EnvironmentEvent {}

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
