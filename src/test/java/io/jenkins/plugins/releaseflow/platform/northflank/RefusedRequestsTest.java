package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.PlatformException.Kind;
import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers other than the hoped-for one. */
class RefusedRequestsTest {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort()
                    .dynamicHttpsPort()
                    .jettyAcceptors(1))
            .build();

    private static final JobRunRequest RUN = new JobRunRequest("migrate", Optional.empty(), Map.of());
    private static final String START = "POST /v1/projects/shop/jobs/migrate/runs";

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED, false, false",
        "401, UNAUTHORIZED, false, false",
        "403, FORBIDDEN, false, false",
        "404, NOT_FOUND, false, false",
        "409, CONFLICT, false, false",
        "422, REJECTED, false, false",
        "429, RATE_LIMITED, false, true",
        "500, SERVER_ERROR, true, true",
        "502, SERVER_ERROR, true, true",
        "503, SERVER_ERROR, true, true",
        "201, BAD_ANSWER, true, true",
        "302, BAD_ANSWER, true, true"
    })
    void aStatusIsToldWithThePlatformsWords(int status, Kind kind, boolean processed, boolean passing) {
        PlatformException trouble = refused(error(status, "No deployment configured", "no-deployment"));
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.mayHaveBeenProcessed()).isEqualTo(processed);
        assertThat(trouble.isPassing()).isEqualTo(passing);
        assertThat(trouble)
                .hasMessageStartingWith(START + " answered " + status + ": No deployment configured (no-deployment)");
        assertThat(trouble.answer().orElseThrow().status()).isEqualTo(status);
    }

    @Test
    void aMissingPermissionIsNamed() {
        assertThat(refused(error(401, "Unauthorized", "unauthorized")))
                .hasMessage(
                        START + " answered 401: Unauthorized (unauthorized). Check the token of the connection's"
                                + " credential, its team, and that its role has the permission 'Project > Jobs > General > Read'");
        assertThat(refused(error(403, "", "")))
                .hasMessage(START + " answered 403. Give the role of the connection's token the permission"
                        + " 'Project > Jobs > General > Read'");
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /v1/projects', Project > Projects > Manage > Read",
        "'GET /v1/projects/shop', Project > Projects > Manage > Read",
        "'GET /v1/projects/shop/addons', Project > Addons > General > Read",
        "'GET /v1/teams/t/projects/shop/addons/db/backups', Project > Addons > General > Read",
        "'POST /v1/projects/shop/addons/db/backups', Project > Addons > General > Update",
        "'POST /v1/projects/shop/jobs/migrate/runs', Project > Jobs > General > Read",
        "'DELETE /v1/teams/t/projects/shop/jobs/migrate/runs/r1', Project > Jobs > Deployment > Deploy Build",
        "'POST /v1/projects/shop/jobs/migrate/deployment', Project > Services > Deployment > Update Deployment",
        "'POST /v1/projects/shop/services/web/deployment', Project > Services > Deployment > Update Deployment",
        "'GET /v1/projects/shop/services/web', ''"
    })
    void thePermissionIsTheOneInNorthflanksReference(String asked, String permission) {
        assertThat(NorthflankPermissions.needed(asked).orElse("")).isEqualTo(permission);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "42", "", 42
            " 42 ", "", 42
            "Sun, 01 Mar 2026 12:01:30 GMT", "", 90
            "Sun, 01 Mar 2026 11:00:00 GMT", "", 0
            "soon", "17", 17
            "", "1800", 1800
            """)
    void aRequestTooManySaysHowLongToWait(String retryAfter, String reset, long seconds) {
        ResponseDefinitionBuilder answer = error(429, "Too many requests", "");
        if (!retryAfter.isEmpty()) {
            answer = answer.withHeader("Retry-After", retryAfter);
        }
        if (!reset.isEmpty()) {
            answer = answer.withHeader("x-ratelimit-reset", reset);
        }
        PlatformException trouble = refused(answer);
        assertThat(trouble.retryAfter()).contains(Duration.ofSeconds(seconds));
        assertThat(trouble)
                .hasMessageContaining("requests of this hour are used up; there are new ones in " + seconds + " s");
    }

    @Test
    void aRequestTooManyWithoutAnyTimeGivesNone() {
        assertThat(refused(error(429, "", "")).retryAfter()).isEmpty();
    }

    @Test
    void aRequestForPatienceCountsWithAnyStatusButAnUsualResetDoesNot() {
        assertThat(refused(error(503, "", "").withHeader("Retry-After", "7")).retryAfter())
                .contains(Duration.ofSeconds(7));
        assertThat(refused(error(503, "", "").withHeader("x-ratelimit-reset", "1800"))
                        .retryAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Welcome</body></html>",
                "{\"data\":{\"id\":",
                "",
                "null",
                "[]",
                "{\"result\":{\"id\":\"r1\"}}",
                "{\"data\":{}}",
                "{\"data\":{\"id\":\"\"}}",
                "{\"data\":null}"
            })
    void anAnswerThatIsNotNorthflanksMayHideASuccess(String body) {
        PlatformException trouble = refused(aResponse().withStatus(200).withBody(body));
        assertThat(trouble.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(trouble.mayHaveBeenProcessed()).isTrue();
        assertThat(trouble)
                .hasMessageStartingWith(START + " answered 200: an answer that is not Northflank's")
                .hasMessageContaining("no proxy answers in its place");
    }

    @Test
    void aPageOfAProxyIsATroubleOfTheServer() {
        PlatformException trouble = refused(aResponse().withStatus(502).withBody("<html>Bad Gateway</html>"));
        assertThat(trouble)
                .hasMessage(START + " answered 502. Northflank or a proxy in front of it has trouble; look at"
                        + " Northflank's status page");
    }

    @Test
    void aPlatformThatRepeatsTheTokenDoesNotBringItIntoTheRecord() {
        PlatformException trouble = refused(error(401, "Token " + Given.TOKEN + " is not valid", Given.TOKEN));
        assertThat(Given.all(trouble)).doesNotContain(Given.TOKEN).contains("Token … is not valid");
    }

    @Test
    void aLongAnswerOfSeveralLinesBecomesOneShortLine() {
        PlatformException trouble = refused(error(400, "first\\n second" + "x".repeat(5000), ""));
        assertThat(trouble.getMessage())
                .contains("first second")
                .doesNotContain("\n")
                .hasSizeLessThan(1000);
    }

    @Test
    void aFlatErrorIsReadToo() {
        assertThat(refused(aResponse().withStatus(400).withBody("{\"message\":\"No\",\"id\":\"no\"}")))
                .hasMessage(START + " answered 400: No (no)");
    }

    @Test
    void everyAnswerTellsHowManyRequestsAreLeft() {
        NorthflankPlatform platform = platform();
        assertThat(platform.budget()).isEmpty();
        SERVER.stubFor(any(anyUrl())
                .willReturn(error(404, "", "")
                        .withHeader("x-ratelimit-limit", "1000")
                        .withHeader("x-ratelimit-remaining", "612")
                        .withHeader("x-ratelimit-reset", "1800")));
        Given.trouble(platform.start(RUN, Baseline.empty()));
        assertThat(platform.budget()).contains(new RequestBudget(1000, 612, Given.NOW.plusSeconds(1800)));
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{}}").withHeader("x-ratelimit-remaining", "many")));
        Given.answer(platform.check());
        assertThat(platform.budget()).isPresent();
    }

    @Test
    void aCertificateThatIsNotTrustedMeansThatNothingWasSent() {
        PlatformException trouble = Given.trouble(
                Given.platform("https://127.0.0.1:" + SERVER.getRuntimeInfo().getHttpsPort())
                        .start(RUN, Baseline.empty()));
        assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(trouble).hasMessageContaining("Check that its certificate is one that Java trusts");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void theTokenIsSentAndShownNowhere() {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{\"id\":\"r1\"}}")));
        NorthflankPlatform platform = platform();
        assertThat(Given.answer(platform.start(RUN, Baseline.empty())).id()).isEqualTo("r1");
        assertThat(SERVER.getAllServeEvents().get(0).getRequest().getHeader("Authorization"))
                .isEqualTo("Bearer " + Given.TOKEN);
        assertThat(platform + platform.description()).doesNotContain(Given.TOKEN);
    }

    private static NorthflankPlatform platform() {
        return Given.platform("http://127.0.0.1:" + SERVER.getRuntimeInfo().getHttpPort());
    }

    private static PlatformException refused(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(anyUrl()).willReturn(answer));
        PlatformException trouble = Given.trouble(platform().start(RUN, Baseline.empty()));
        assertThat(Given.all(trouble)).doesNotContain(Given.TOKEN);
        return trouble;
    }

    private static ResponseDefinitionBuilder error(int status, String message, String id) {
        return aResponse()
                .withStatus(status)
                .withBody("{\"error\":{\"status\":" + status + ",\"message\":\"" + message + "\",\"id\":\"" + id
                        + "\"}}");
    }
}
