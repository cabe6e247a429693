package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.Migration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogMaskTest {
    @Test
    void valuesAreHiddenWhereverTheyStandAndTheLongestFirst() {
        LogMask mask = LogMask.of(List.of("s3cr3t", "s3cr3t-and-more", "other"));

        assertThat(mask.apply("url=pg://u:s3cr3t-and-more@db other s3cr3t!"))
                .isEqualTo("url=pg://u:****@db **** ****!");
    }

    @Test
    void eachLineOfAValueIsHiddenSinceLogsComeInLines() {
        LogMask mask = LogMask.of(List.of("-----BEGIN KEY-----\nMIIabc\nMIIdef\n-----END KEY-----\n"));

        assertThat(mask.apply("MIIabc")).isEqualTo("****");
        assertThat(mask.apply("key: MIIdef")).isEqualTo("key: ****");
    }

    @Test
    void valuesOfOneOrTwoCharactersAreNoSecrets() {
        assertThat(LogMask.of(List.of("1", "on", "", "abc")).apply("1 on abc")).isEqualTo("1 on ****");
    }

    @Test
    void theValuesOfAJobsVariablesAreHidden() {
        LogMask mask = LogMask.of(run(Map.of("TOKEN", "t0ps3cret", "EMPTY", "")));

        assertThat(mask.isComplete()).isTrue();
        assertThat(mask.apply("TOKEN=t0ps3cret")).isEqualTo("TOKEN=****");
        assertThat(mask).asString().doesNotContain("t0ps3cret");
    }

    @Test
    void valuesThatTheRecordDoesNotKeepAreNotKnown() {
        assertThat(LogMask.of(run(Map.of("TOKEN", "", "OTHER", ""))).isComplete())
                .isFalse();
        assertThat(LogMask.of(run(Map.of())).isComplete()).isTrue();
    }

    private static NodeWork run(Map<String, String> environment) {
        return new NodeWork.RunJob("migrate", Optional.empty(), environment, Migration.undeclared());
    }
}
