package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitReasonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space",
                "MemoryError",
                "fork: Cannot allocate memory",
                "ERROR: out of memory"
            })
    void aLogThatSaysThatMemoryRanOutTellsTheReason(String line) {
        assertThat(ExitReason.memory(Optional.of("failed"), List.of("before", line, "after")))
                .contains(line);
        assertThat(ExitReason.memory(Optional.empty(), List.of(line))).contains(line);
    }

    @Test
    void whatThePlatformKnowsForCertainCounts() {
        assertThat(ExitReason.memory(Optional.of("timeLimit"), List.of("out of memory")))
                .isEmpty();
        assertThat(ExitReason.memory(Optional.of("failed"), List.of("no such table: orders")))
                .isEmpty();
    }
}
