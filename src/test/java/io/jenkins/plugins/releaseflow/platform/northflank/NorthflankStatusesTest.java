package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NorthflankStatusesTest {
    @ParameterizedTest
    @CsvSource({
        "scheduled, PENDING",
        "in-progress, RUNNING",
        "aborting, RUNNING",
        "completed, SUCCEEDED",
        "failed, FAILED",
        "not-supported, FAILED",
        "aborted, STOPPED",
        "COMPLETED, UNKNOWN",
        "paused, UNKNOWN",
        "'', UNKNOWN"
    })
    void everyWordForABackupHasItsMeaning(String word, OperationPhase phase) {
        OperationStatus status = NorthflankStatuses.backup(Given.json("{'status':'" + word + "'}"));
        assertThat(status.phase()).isEqualTo(phase);
        assertThat(status.platformState()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, false, RUNNING",
        "SUCCESS, true, SUCCEEDED",
        "FAILED, true, FAILED",
        "SUCCESS, false, UNKNOWN",
        "FAILED, false, UNKNOWN",
        "RUNNING, true, FAILED",
        "ABORTED, true, FAILED",
        "ABORTED, false, UNKNOWN",
        "success, true, FAILED",
        "'', true, FAILED",
        "'', false, UNKNOWN"
    })
    void aRunIsJudgedByItsWordAndWhetherItHasConcluded(String word, boolean concluded, OperationPhase phase) {
        OperationStatus status =
                NorthflankStatuses.jobRun(Given.json("{'status':'" + word + "','concluded':" + concluded + "}"));
        assertThat(status.phase()).isEqualTo(phase);
        assertThat(status.platformState()).isEqualTo(word);
    }

    @Test
    void aRunIsNotJudgedByItsFlags() {
        assertThat(NorthflankStatuses.jobRun(
                                Given.json("{'status':'SUCCESS','concluded':true,'succeeded':0,'failed':1}"))
                        .phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(NorthflankStatuses.jobRun(Given.json("{'status':'FAILED','concluded':true,'succeeded':1}"))
                        .phase())
                .isEqualTo(OperationPhase.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, PENDING",
        "IN_PROGRESS, RUNNING",
        "COMPLETED, SUCCEEDED",
        "FAILED, FAILED",
        "CANCELLED, UNKNOWN",
        "completed, UNKNOWN",
        "'', UNKNOWN"
    })
    void everyWordForARolloutHasItsMeaning(String word, OperationPhase phase) {
        assertThat(NorthflankStatuses.rollout(word)).isEqualTo(phase);
    }

    @Test
    void missingFieldsAreNeverASuccess() {
        for (String json : new String[] {"{}", "[]", "null", "{'status':null,'concluded':null,'config':null}"}) {
            assertThat(NorthflankStatuses.backup(Given.json(json)))
                    .isEqualTo(OperationStatus.of(OperationPhase.UNKNOWN, ""));
            assertThat(NorthflankStatuses.jobRun(Given.json(json)))
                    .isEqualTo(OperationStatus.of(OperationPhase.UNKNOWN, ""));
        }
        assertThat(NorthflankStatuses.vanished().phase()).isEqualTo(OperationPhase.VANISHED);
    }

    @Test
    void timesAndFactsAreTaken() {
        assertThat(NorthflankStatuses.backup(Given.json("{'status':'completed','createdAt':'2026-03-01T11:00:00.123Z',"
                        + "'completedAt':'2026-03-01T11:02:00Z','config':{'size':'8192'},'new':{}}")))
                .isEqualTo(new OperationStatus(
                        OperationPhase.SUCCEEDED,
                        "completed",
                        "",
                        Optional.of(Instant.parse("2026-03-01T11:00:00.123Z")),
                        Optional.of(Instant.parse("2026-03-01T11:02:00Z")),
                        Map.of(OperationStatus.SIZE, "8192")));
        OperationStatus running = NorthflankStatuses.jobRun(
                Given.json("{'status':'RUNNING','concluded':false,'runName':'migrate-1','startedAt':1772362800,"
                        + "'concludedAt':'2026-03-01T11:00:00Z'}"));
        assertThat(running.startedAt()).contains(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(running.endedAt()).isEmpty();
        assertThat(running.facts()).containsExactly(Map.entry("runName", "migrate-1"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "'2026-03-01T11:00:00Z'", 2026-03-01T11:00:00Z
            "'2026-03-01T12:00:00+01:00'", 2026-03-01T11:00:00Z
            "1772362800", 2026-03-01T11:00:00Z
            "'yesterday'", ""
            "''", ""
            "null", ""
            "true", ""
            "{}", ""
            "9223372036854775807", ""
            """)
    void aTimeThatCannotBeReadIsNone(String value, String expected) {
        assertThat(NorthflankStatuses.time(Given.json("{'at':" + value + "}"), "at")
                        .map(Instant::toString)
                        .orElse(""))
                .isEqualTo(expected);
    }
}
