package io.jenkins.plugins.releaseflow.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A job, or a folder with all jobs in it, got another full name.
 *
 * @param at when
 * @param from what it was called before
 * @param to what it is called from then on
 */
public record JobRenamed(Instant at, String from, String to) {
    public JobRenamed {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
