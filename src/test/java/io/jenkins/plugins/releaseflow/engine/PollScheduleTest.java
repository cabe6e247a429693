package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {
    private static final PollSchedule STEADY = new PollSchedule(Duration.ofSeconds(2), Duration.ofSeconds(60), 0.2, 0);

    @ParameterizedTest
    @CsvSource({"0, 2000", "1, 2000", "10, 2000", "11, 2200", "60, 12000", "299, 59800", "300, 60000", "86400, 60000"})
    void looksLessOftenTheOlderAnOperationIs(int ageSeconds, long millis) {
        assertThat(STEADY.next(Duration.ofSeconds(ageSeconds), new Random(1))).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 8", "3, 16", "4, 32", "5, 60", "40, 60", "2000000000, 60"})
    void triesAgainHalfAsOftenAfterEachFailureInARow(int failures, int seconds) {
        assertThat(STEADY.afterFailures(failures, new Random(1))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void looksEveryFiveMinutesInTheCloudAtWhatIsAnnounced() {
        assertThat(STEADY.safetyNet(new Random(1))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void jitterOnlyLengthensAndNotByMoreThanItsShare() {
        PollSchedule jittery = new PollSchedule(Duration.ofSeconds(10), Duration.ofSeconds(10), 0.2, 0.5);
        Random random = new Random(7);

        for (int look = 0; look < 200; look++) {
            assertThat(jittery.next(Duration.ZERO, random)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
            assertThat(jittery.afterFailures(1, random)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
            assertThat(jittery.safetyNet(random)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(75));
        }
    }
}
