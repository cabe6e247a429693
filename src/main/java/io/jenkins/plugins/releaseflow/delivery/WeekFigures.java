package io.jenkins.plugins.releaseflow.delivery;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * The delivery figures of a week, as {@code docs/figures.md} defines them.
 *
 * @param monday the first day of the week, in UTC
 * @param deployments releases that went well and put something live
 * @param rollbacks rollbacks that went well
 * @param changes releases that put something on a target, or may have: what can fail
 * @param failures those of them that failed, or that a rollback undid
 * @param leadTimes from the build of what was deployed to when it was live, of those deployments of which the ledger tells it; ascending
 * @param restoreTimes from a failure to the next release or rollback that went well, of the failures of this week that were restored; ascending
 * @param unrestored failures of this week after which nothing went well yet
 */
public record WeekFigures(
        LocalDate monday,
        int deployments,
        int rollbacks,
        int changes,
        int failures,
        List<Duration> leadTimes,
        List<Duration> restoreTimes,
        int unrestored) {
    public WeekFigures {
        Objects.requireNonNull(monday, "monday");
        leadTimes = leadTimes.stream().sorted().toList();
        restoreTimes = restoreTimes.stream().sorted().toList();
    }
}
