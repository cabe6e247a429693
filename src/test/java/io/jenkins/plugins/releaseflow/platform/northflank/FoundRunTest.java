package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose run a new run is, after the answer to the start of one was lost. */
class FoundRunTest {
    @RegisterExtension
    static final WireMockExtension SERVER = StubbedShop.server();

    @BeforeEach
    void oneRunIsNew() {
        StubbedShop.answer(SERVER, "/jobs/migrate/runs", "{'data':{'runs':[{'id':'new'},{'id':'old'}]}}");
    }

    @Test
    void theOnlyNewRunOfAJobThatRunsOnlyWhenAskedIsTheOneAskedFor() {
        StubbedShop.answer(SERVER, "/jobs/migrate", "{'data':{'id':'migrate','jobType':'manual','settings':{}}}");

        assertThat(find())
                .asInstanceOf(InstanceOfAssertFactories.type(FoundOperation.One.class))
                .extracting(one -> one.reference().id())
                .isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'jobType':'cron'",
                "'jobType':'manual','settings':{'runOnSourceChange':'always'}",
                "'jobType':'manual','runOnSourceChange':'cd-promote'"
            })
    void aNewRunOfAJobThatAlsoRunsByItselfIsForAPersonToJudge(String fields) {
        StubbedShop.answer(SERVER, "/jobs/migrate", "{'data':{'id':'migrate'," + fields + "}}");

        assertThat(find())
                .asInstanceOf(InstanceOfAssertFactories.type(FoundOperation.Unclear.class))
                .satisfies(unclear -> assertThat(unclear.why()).contains("runs by itself"))
                .satisfies(unclear -> assertThat(unclear.candidates())
                        .extracting(OperationReference::id)
                        .containsExactly("new"));
    }

    private static FoundOperation find() {
        return StubbedShop.await(StubbedShop.platform(SERVER)
                .find(new JobRunRequest("migrate", Optional.empty(), Map.of()), Baseline.ofOperations(Set.of("old"))));
    }
}
