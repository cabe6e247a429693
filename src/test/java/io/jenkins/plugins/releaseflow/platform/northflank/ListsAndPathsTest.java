package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Northflank, and how little. */
class ListsAndPathsTest {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort().jettyAcceptors(1))
            .build();

    private static final JobRunRequest RUN = new JobRunRequest("migrate", Optional.empty(), Map.of());
    private static final BackupRequest BACKUP = new BackupRequest("db", BackupType.DUMP, Compression.GZ, "before");
    private static final String RUNS = "/v1/projects/shop/jobs/migrate/runs";
    private static final String BACKUPS = "/v1/projects/shop/addons/db/backups";

    private final NorthflankPlatform platform = Given.platform(SERVER.baseUrl());

    @Test
    void aListIsReadPageByPageAsLongAsThereIsACursor() {
        page(RUNS + "?per_page=100", "{'runs':[{'id':'r1'}]}", "{'hasNextPage':true,'cursor':'a+b/c='}");
        page(RUNS + "?per_page=100&cursor=a%2Bb%2Fc%3D", "{'runs':[{'id':'r2'}]}", "{'cursor':'d'}");
        page(RUNS + "?per_page=100&cursor=d", "{'runs':[{'id':'r3'}]}", "{'hasNextPage':false}");
        page("/v1/projects/shop/jobs/migrate", "{'id':'migrate','jobType':'manual'}", "{}");
        FoundOperation found = Given.answer(platform.find(RUN, Baseline.ofOperations(Set.of("r1", "r2"))));
        assertThat(found).isEqualTo(new FoundOperation.One(run("r3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{'hasNextPage':true}",
                "{'hasNextPage':true,'cursor':null}",
                "{'hasNextPage':false,'cursor':'x'}",
                "{'cursor':''}"
            })
    void aPageWithoutANextOneIsTheLast(String pagination) {
        page(RUNS + "?per_page=100", "{'runs':[]}", pagination);
        assertThat(Given.answer(platform.find(RUN, Baseline.empty()))).isEqualTo(new FoundOperation.None());
        assertThat(requests()).hasSize(1);
    }

    @Test
    void aListThatDoesNotEndProvesNothing() {
        SERVER.stubFor(get(urlPathEqualTo(RUNS)).willReturn(data("{'runs':[{'id':'r1'}]}", "{'cursor':'on'}")));
        SERVER.stubFor(get(urlPathEqualTo(BACKUPS)).willReturn(data("{'backups':[]}", "{'cursor':'on'}")));
        assertThat(Given.answer(platform.find(RUN, Baseline.empty())))
                .isEqualTo(
                        new FoundOperation.Unclear("job migrate has more runs than can be listed", List.of(run("r1"))));
        assertThat(requests()).hasSize(20);
        assertThat(Given.answer(platform.find(BACKUP, Baseline.empty())))
                .isEqualTo(new FoundOperation.Unclear("addon db has more backups than can be listed", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'runs':null}", "{'runs':{}}", "[]", "null"})
    void noListIsNotTakenForAnEmptyOne(String data) {
        SERVER.stubFor(get(urlPathEqualTo(RUNS)).willReturn(data(data, "{}")));
        PlatformException trouble = Given.trouble(platform.find(RUN, Baseline.empty()));
        assertThat(trouble.kind()).isEqualTo(PlatformException.Kind.BAD_ANSWER);
        assertThat(trouble).hasMessageStartingWith("GET " + RUNS + " answered 200: an answer that is not Northflank's");
        assertThat(Given.trouble(platform.observe(Set.of(run("r1")))).kind())
                .isEqualTo(PlatformException.Kind.BAD_ANSWER);
    }

    @Test
    void aBackupWhoseAnswerWasLostIsFoundByItsNameAmongTheNewOnes() {
        SERVER.stubFor(get(urlPathEqualTo(BACKUPS))
                .willReturn(data(
                        "{'backups':[{'id':'b3','name':'other'},{'id':'b2','name':'before'},{'id':'b1','name':'before'}]}",
                        "{}")));
        OperationReference second = new OperationReference(OperationKind.BACKUP, "db", "b2", Map.of("type", "dump"));
        assertThat(Given.answer(platform.find(BACKUP, Baseline.ofOperations(Set.of("b1")))))
                .isEqualTo(new FoundOperation.One(second));
        assertThat(Given.answer(platform.find(BACKUP, Baseline.ofOperations(Set.of("b1", "b2")))))
                .isEqualTo(new FoundOperation.None());
        assertThat(Given.answer(platform.find(BACKUP, Baseline.empty())))
                .isInstanceOfSatisfying(FoundOperation.Unclear.class, unclear -> assertThat(unclear.candidates())
                        .hasSize(2));
    }

    @Test
    void oneRequestShowsAllOperationsOfAResource() {
        page(
                RUNS + "?per_page=100",
                "{'runs':[{'id':'r2','status':'RUNNING'},{'id':'r1','status':'SUCCESS','concluded':true}]}",
                "{'cursor':'more'}");
        Map<OperationReference, OperationStatus> statuses =
                Given.answer(platform.observe(Set.of(run("r1"), run("r2"))));
        assertThat(statuses.get(run("r1")).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(statuses.get(run("r2")).phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(requests())
                .as("and one for the containers of what has succeeded")
                .containsExactly(
                        "GET " + RUNS + "?per_page=100", "GET " + RUNS.replace("/runs", "/containers") + "?runId=r1");
    }

    @Test
    void anOperationThatIsNotOnTheFirstPageIsLookedAtByItself() {
        page(RUNS + "?per_page=100", "{'runs':[{'id':'r9'}]}", "{'cursor':'more'}");
        page(RUNS + "/old", "{'id':'old','status':'SUCCESS','concluded':true}", "{}");
        notFound(RUNS + "/gone");
        Map<OperationReference, OperationStatus> statuses =
                Given.answer(platform.observe(Set.of(run("old"), run("gone"))));
        assertThat(statuses.get(run("old")).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(statuses.get(run("gone")).phase()).isEqualTo(OperationPhase.VANISHED);
        assertThat(requests()).as("the containers of the old one among them").hasSize(4);
    }

    @Test
    void aDeletedResourceDoesNotHideTheOthers() {
        notFound(RUNS + "?per_page=100");
        notFound("/v1/projects/shop/services/web");
        notFound("/v1/projects/shop/services/web/deployment");
        page(BACKUPS + "?per_page=100", "{'backups':[{'id':'b1','status':'completed'}]}", "{}");
        OperationReference backup = new OperationReference(OperationKind.BACKUP, "db", "b1", Map.of());
        OperationReference deployment =
                new OperationReference(OperationKind.DEPLOYMENT, "web", "build-1", Map.of("targetType", "service"));
        Map<OperationReference, OperationStatus> statuses =
                Given.answer(platform.observe(Set.of(run("r1"), backup, deployment)));
        assertThat(statuses).hasSize(3);
        assertThat(statuses.get(run("r1")).phase()).isEqualTo(OperationPhase.VANISHED);
        assertThat(statuses.get(deployment).phase()).isEqualTo(OperationPhase.VANISHED);
        assertThat(statuses.get(backup).phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void anUnknownResourceIsExplainedByWhatIsThereInstead() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404).withBody("{}")));
        page(
                "/v1/projects/shop/services?per_page=100",
                "{'services':[{'id':'web','serviceType':'deployment'},{'id':'shop-build','serviceType':'build'},"
                        + "{'id':'both','serviceType':'combined'}]}",
                "{}");
        page("/v1/projects/shop/jobs?per_page=100", "{'jobs':[]}", "{}");
        page("/v1/projects?per_page=100", "{'projects':[{'id':'store'}]}", "{}");
        assertThat(Given.trouble(platform.deployed(Target.service("wbe"))))
                .hasMessage("service: there is no service 'wbe'; there are: web, both");
        assertThat(Given.trouble(platform.resolve(
                        new BuildSelector("web", Optional.of("main"), Optional.empty(), "latest", Optional.empty()))))
                .hasMessage("build: there is no build service 'web'; there are: shop-build, both");
        assertThat(Given.trouble(platform.baseline(RUN)))
                .hasMessage("job: there is no job 'migrate'; there is none at all");
        assertThat(Given.trouble(platform.check())).hasMessage("project: there is no project 'shop'; there are: store");
        PlatformException trouble = Given.trouble(platform.baseline(BACKUP));
        assertThat(trouble.kind()).isEqualTo(PlatformException.Kind.NOT_FOUND);
        assertThat(trouble)
                .hasMessage("addon: there is no addon 'db', nor the project that it is looked for in. Check the project"
                        + " and the team of the connection");
        assertThat(trouble.answer().orElseThrow().request()).isEqualTo("GET /v1/projects/shop/addons/db");
    }

    @Test
    void ofManyThatAreThereInsteadTwentyAreNamed() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
        StringBuilder jobs = new StringBuilder("{'id':'job-1'}");
        for (int i = 2; i <= 50; i++) {
            jobs.append(",{'id':'job-").append(i).append("'}");
        }
        page("/v1/projects/shop/jobs?per_page=100", "{'jobs':[" + jobs + "]}", "{}");
        assertThat(Given.trouble(platform.baseline(RUN)))
                .hasMessageContaining("job-1, job-2,")
                .hasMessageEndingWith("job-20 and 30 more");
    }

    @Test
    void aTargetThatNothingWasDeployedToIsThereAllTheSame() {
        page("/v1/projects/shop/jobs/migrate", "{'id':'migrate'}", "{}");
        notFound("/v1/projects/shop/jobs/migrate/deployment");
        assertThat(Given.answer(platform.deployed(Target.job("migrate")))).isEmpty();
    }

    @Test
    void oddIdsStayWithinTheirPlaceInThePath() {
        SERVER.stubFor(any(anyUrl()).willReturn(data("{'runs':[]}", "{}")));
        NorthflankPlatform odd =
                Given.platform(SERVER.baseUrl() + "/nf/", Optional.of("team/ä"), "my shop?", Duration.ofSeconds(20));
        Given.answer(odd.find(new JobRunRequest("../a&b#c%2F+", Optional.empty(), Map.of()), Baseline.empty()));
        assertThat(requests())
                .containsExactly("GET /nf/v1/teams/team%2F%C3%A4/projects/my%20shop%3F/jobs/..%2Fa%26b%23c%252F%2B/runs"
                        + "?per_page=100");
    }

    @Test
    void tokensOfAnOrganisationUseTheTeamsPaths() {
        SERVER.stubFor(any(anyUrl()).willReturn(data("{}", "{}")));
        NorthflankPlatform team = Given.platform(SERVER.baseUrl(), Optional.of("acme"), "shop", Duration.ofSeconds(20));
        Given.answer(team.check());
        Given.answer(team.stop(run("r1")));
        Given.answer(team.stop(new OperationReference(OperationKind.BACKUP, "db", "b1", Map.of())));
        assertThat(requests())
                .containsExactly(
                        "GET /v1/teams/acme/projects/shop",
                        "DELETE /v1/teams/acme/projects/shop/jobs/migrate/runs/r1",
                        "POST /v1/teams/acme/projects/shop/addons/db/backups/b1/abort");
    }

    private static OperationReference run(String id) {
        return new OperationReference(OperationKind.JOB_RUN, "migrate", id, Map.of());
    }

    /** Oldest first. */
    private static List<String> requests() {
        List<String> requests = new ArrayList<>();
        SERVER.getAllServeEvents()
                .forEach(event -> requests.add(
                        0,
                        event.getRequest().getMethod() + " "
                                + event.getRequest().getUrl()));
        return requests;
    }

    private static void page(String url, String data, String pagination) {
        SERVER.stubFor(get(urlEqualTo(url)).willReturn(data(data, pagination)));
    }

    private static void notFound(String url) {
        SERVER.stubFor(
                get(urlEqualTo(url)).willReturn(aResponse().withStatus(404).withBody("{}")));
    }

    private static ResponseDefinitionBuilder data(String data, String pagination) {
        return okJson(("{'data':" + data + ",'pagination':" + pagination + "}").replace('\'', '"'));
    }
}
