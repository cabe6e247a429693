package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be told of the end of a run that shows FAILED and no more. */
class JobRunEndsTest {
    private static final Instant BEGAN = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void aRunThatTookAsLongAsItsJobGivesItWasEndedByThatAlsoWhereItsContainerWasKilled() throws IOException {
        OperationStatus end = end(61, "{'settings':{'activeDeadlineSeconds':60}}", "TASK_KILLED");

        assertThat(end.phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(end.facts()).containsEntry("exitReason", "timeLimit");
        assertThat(end.message()).contains("60 s");
    }

    @Test
    void aRunWhoseContainerWasKilledWasStoppedSoThatNobodyTriesItAgain() throws IOException {
        OperationStatus end = end(10, "{'settings':{'activeDeadlineSeconds':60}}", "TASK_KILLED");

        assertThat(end.phase()).isEqualTo(OperationPhase.STOPPED);
        assertThat(end.facts()).containsEntry("exitReason", "aborted");
    }

    @Test
    void aRunWhoseContainerFailedEndedWithAnError() throws IOException {
        OperationStatus end = end(10, "{}", "TASK_FAILED");

        assertThat(end.phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(end.facts()).containsEntry("exitReason", "failed").containsEntry("runName", "migrate-1");
    }

    @Test
    void whatThePlatformDoesNotTellIsNotMadeUp() throws IOException {
        assertThat(end(10, "{}", "TASK_RUNNING")).isEqualTo(failed(10));
        assertThat(JobRunEnds.of(failed(10), json("{}"), json("{}"))).isEqualTo(failed(10));
    }

    private static OperationStatus end(int seconds, String job, String container) throws IOException {
        return JobRunEnds.of(
                failed(seconds),
                json(job),
                json("{'containers':[{'createdAt':5,'status':'" + container
                        + "'},{'createdAt':4,'status':'TASK_FAILED'}]}"));
    }

    private static OperationStatus failed(int seconds) {
        return new OperationStatus(
                OperationPhase.FAILED,
                "FAILED",
                "",
                Optional.of(BEGAN),
                Optional.of(BEGAN.plusSeconds(seconds)),
                Map.of("runName", "migrate-1"));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
