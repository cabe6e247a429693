package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How an environment was delivered to, week by week, by its ledger alone. Weeks begin on Monday in UTC; the last one is under way.
 *
 * @param weeks oldest first, without gaps
 */
public record DeliveryFigures(List<WeekFigures> weeks) {
    /** The most weeks that can be asked for. */
    public static final int MOST_WEEKS = 260;

    public DeliveryFigures {
        weeks = List.copyOf(weeks);
    }

    /**
     * The figures of the last weeks. A pure function of the releases and the time.
     *
     * @param releases all releases of an environment, in any order
     * @param count how many weeks, 1 to {@link #MOST_WEEKS}
     * @throws IllegalArgumentException with a message for people, where the count is out of range
     */
    public static DeliveryFigures of(List<ReleaseSummary> releases, int count, Clock clock) {
        if (count < 1 || count > MOST_WEEKS) {
            throw new IllegalArgumentException("weeks: " + count + " is out of range; use 1 to " + MOST_WEEKS);
        }
        LocalDate last = monday(clock.instant());
        TreeMap<LocalDate, WeekCount> weeks = new TreeMap<>();
        for (LocalDate week = last.minusWeeks(count - 1L); !week.isAfter(last); week = week.plusWeeks(1)) {
            weeks.put(week, new WeekCount(week));
        }
        // What is over in time before the first week can still be restored in it, so failures are looked for in all
        // releases.
        List<Outcome> outcomes = Outcome.of(releases.stream()
                .filter(summary -> summary.endedAt().isPresent())
                .sorted(Comparator.comparing(
                                (ReleaseSummary summary) -> summary.endedAt().orElseThrow())
                        .thenComparing(summary -> summary.id().number()))
                .toList());
        for (Outcome outcome : outcomes) {
            Optional.ofNullable(weeks.get(monday(outcome.at()))).ifPresent(week -> week.add(outcome));
        }
        return new DeliveryFigures(
                weeks.values().stream().map(WeekCount::figures).toList());
    }

    /** The middle one of all that were measured in these weeks; of an even number the later of the two. */
    public Optional<Duration> median(Function<WeekFigures, List<Duration>> measured) {
        return median(weeks.stream()
                .flatMap(week -> measured.apply(week).stream())
                .sorted()
                .toList());
    }

    /** The middle one; empty where there is none. */
    public static Optional<Duration> median(List<Duration> ascending) {
        return ascending.isEmpty() ? Optional.empty() : Optional.of(ascending.get(ascending.size() / 2));
    }

    private static LocalDate monday(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** What is counted of a week. */
    private static final class WeekCount {
        private final LocalDate monday;
        private final List<Duration> leadTimes = new ArrayList<>();
        private final List<Duration> restoreTimes = new ArrayList<>();
        private int deployments;
        private int rollbacks;
        private int changes;
        private int failures;
        private int unrestored;

        WeekCount(LocalDate monday) {
            this.monday = monday;
        }

        void add(Outcome outcome) {
            deployments += outcome.isDeployment() ? 1 : 0;
            rollbacks += outcome.isRollback() ? 1 : 0;
            changes += outcome.isChange() ? 1 : 0;
            failures += outcome.hasFailed() ? 1 : 0;
            outcome.leadTime().ifPresent(leadTimes::add);
            outcome.restoreTime().ifPresent(restoreTimes::add);
            unrestored += outcome.beginsIncident() && outcome.restoreTime().isEmpty() ? 1 : 0;
        }

        WeekFigures figures() {
            return new WeekFigures(
                    monday, deployments, rollbacks, changes, failures, leadTimes, restoreTimes, unrestored);
        }
    }
}
