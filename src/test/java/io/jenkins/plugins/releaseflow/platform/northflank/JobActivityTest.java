package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jenkins.plugins.releaseflow.release.JobActivity;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read of a job before it is run; whether Northflank tells that it runs on image change is not documented, so both are tried. */
class JobActivityTest {
    @RegisterExtension
    static final WireMockExtension SERVER = StubbedShop.server();

    @Test
    void runsThatHaveNotConcludedAreActive() {
        job("'jobType':'manual','settings':{}");

        assertThat(activity()).isEqualTo(new JobActivity(true, Set.of("r2"), Optional.empty(), false));
    }

    @Test
    void theSettingIsReadWhereItIsTold() {
        job("'jobType':'manual','settings':{'runOnSourceChange':'always'}");
        assertThat(activity().runOnChange()).contains("always");
        job("'jobType':'manual','runOnSourceChange':'never'");
        assertThat(activity().neverRunsOnChange()).isTrue();
    }

    @Test
    void aCronJobIsScheduledUnlessItIsSuspended() {
        job("'jobType':'cron'");
        assertThat(activity().scheduled()).isTrue();
        job("'jobType':'cron','suspended':true");
        assertThat(activity().scheduled()).isFalse();
    }

    private static void job(String fields) {
        StubbedShop.answer(SERVER, "/jobs/migrate", "{'data':{'id':'migrate'," + fields + "}}");
        StubbedShop.answer(
                SERVER,
                "/jobs/migrate/runs",
                "{'data':{'runs':[{'id':'r2','status':'RUNNING','concluded':false},"
                        + "{'id':'r1','status':'SUCCESS','concluded':true}]},'pagination':{'hasNextPage':false,'count':2}}");
    }

    private static JobActivity activity() {
        return StubbedShop.await(
                        StubbedShop.platform(SERVER).baseline(new JobRunRequest("migrate", Optional.empty(), Map.of())))
                .activity();
    }
}
