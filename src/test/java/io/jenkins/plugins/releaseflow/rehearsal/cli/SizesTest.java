package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "12345, 12.3 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "1000000, 1.0 MB",
        "1234567890, 1.2 GB",
        "999999999999, 1.0 TB",
        "9223372036854775807, 9223372.0 TB",
    })
    void hasOneDigitAfterThePointAndTheUnitThatFits(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text);
    }
}
