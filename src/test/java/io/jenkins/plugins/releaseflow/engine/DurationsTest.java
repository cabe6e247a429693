package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "-5000, 0.0 s",
        "0, 0.0 s",
        "49, 0.0 s",
        "400, 0.4 s",
        "9900, 9.9 s",
        "9999, 9.9 s",
        "10000, 10 s",
        "59999, 59 s",
        "60000, 1 min",
        "185000, 3 min 5 s",
        "3599999, 59 min 59 s",
        "3600000, 1 h",
        "3659999, 1 h",
        "7800000, 2 h 10 min",
        "180000000, 50 h",
    })
    void showsNoMoreThanTheTwoLargestUnitsAndNeverMoreThanHasPassed(long millis, String text) {
        assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
