package io.jenkins.plugins.releaseflow.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A rollback that was tried on scratch resources.
 *
 * @param began when, and with what
 * @param ended how it ended; empty while it goes on, or where a crash came
 */
public record Drill(EnvironmentEvent.DrillBegan began, Optional<EnvironmentEvent.DrillEnded> ended) {
    public Drill {
        Objects.requireNonNull(began, "began");
        Objects.requireNonNull(ended, "ended");
    }

    /** How long a rollback would have taken: from the start of the restore until the old build was healthy. Zero while it goes on. */
    public Duration took() {
        return ended.map(end -> end.restore().plus(end.start())).orElse(Duration.ZERO);
    }

    /** When it ended, or began where it has not ended. */
    public Instant at() {
        return ended.map(EnvironmentEvent.DrillEnded::at).orElse(began.at());
    }
}
