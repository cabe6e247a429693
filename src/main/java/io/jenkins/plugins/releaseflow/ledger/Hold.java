package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Decision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The state of an environment in which nothing but a rollback may be released to it.
 *
 * @param since since when; {@link Instant#EPOCH} where that can't be read any more
 * @param by who put it on hold, and why
 */
public record Hold(Instant since, Decision by) {
    public Hold {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(by, "by");
    }

    /** For example {@code on hold since 2026-11-23T09:12:00Z by ann: the freeze of November}. */
    public String text() {
        return "on hold" + (since.equals(Instant.EPOCH) ? "" : " since " + since.truncatedTo(ChronoUnit.SECONDS))
                + (by.who().isEmpty() ? ": " : " by ") + by.text();
    }
}
