package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final PollSchedule STEADY = new PollSchedule(Duration.ofSeconds(2), Duration.ofSeconds(60), 0.2, 0);

    @ParameterizedTest
    @CsvSource({"0, 2000", "1, 2000", "10, 2000", "11, 2200", "60, 12000", "299, 59800", "300, 60000", "86400, 60000"})
    void looksLessOftenTheOlderAnOperationIs(int ageSeconds, long millis) {
        assertThat(next(STEADY, ageSeconds, Optional.empty(), 2)).isEqualTo(Duration.ofMillis(millis));
    }

    /** A fresh operation, a limit of 1000 and half an hour until the window ends. */
    @ParameterizedTest
    @CsvSource({
        // left, requests a look, seconds
        "1000, 2, 2",
        "500, 2, 2",
        "499, 2, 12",
        "400, 2, 18",
        "400, 20, 180",
        "210, 2, 360",
        "202, 2, 1800",
        "201, 2, 1800",
        "200, 2, 1800",
        "0, 2, 1800",
        "550, 450, 1800",
    })
    void spendsFreelyWhileThereIsPlentyThenPacesAndStopsBeforeTheLastFifth(int left, int perLook, int seconds) {
        RequestBudget budget = new RequestBudget(1000, left, NOON.plusSeconds(1800));

        assertThat(next(STEADY, 0, Optional.of(budget), perLook).toSeconds()).isEqualTo(seconds);
    }

    @Test
    void aWindowThatHasEndedSlowsNothingDown() {
        RequestBudget budget = new RequestBudget(1000, 0, NOON.minusSeconds(1));

        assertThat(next(STEADY, 0, Optional.of(budget), 2)).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"1000, 2", "1000, 7", "1000, 60", "1000, 450", "1000, 800", "100, 2", "10, 2", "10, 8"})
    void aWindowOfLookingNeverTakesMoreThanEightyPercent(int limit, int perLook) {
        PollSchedule restless = new PollSchedule(Duration.ofMillis(1), Duration.ofMillis(1), 0.1, 0.1);
        Random random = new Random(7);
        Instant end = NOON.plusSeconds(3600);
        int used = 0;

        for (Instant now = NOON; now.isBefore(end); ) {
            used += perLook;
            RequestBudget budget = new RequestBudget(limit, limit - used, end);
            now = now.plus(restless.next(Duration.between(NOON, now), Optional.of(budget), now, perLook, random));
        }

        assertThat(used).isLessThanOrEqualTo(limit * 8 / 10);
    }

    @Test
    void jitterOnlyLengthensAndNotByMoreThanItsShare() {
        PollSchedule jittery = new PollSchedule(Duration.ofSeconds(10), Duration.ofSeconds(10), 0.2, 0.5);
        Random random = new Random(7);

        for (int look = 0; look < 200; look++) {
            assertThat(jittery.next(Duration.ZERO, Optional.empty(), NOON, 2, random))
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
        }
    }

    private static Duration next(PollSchedule schedule, int ageSeconds, Optional<RequestBudget> budget, int perLook) {
        RandomGenerator random = new Random(1);
        return schedule.next(Duration.ofSeconds(ageSeconds), budget, NOON, perLook, random);
    }
}
