package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.PlatformException.Kind;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LogEndsAndLongAnswersTest {
    @RegisterExtension
    static final WireMockExtension SERVER = StubbedShop.server();

    private static final OperationReference RUN =
            new OperationReference(OperationKind.JOB_RUN, "migrate", "run-1", Map.of());
    private static final String LOGS = StubbedShop.PROJECT + "/jobs/migrate/logs";

    private final NorthflankPlatform platform = StubbedShop.platform(SERVER);

    @Test
    void theEndOfALogIsReadBackwardsAndComesOldestFirst() {
        answer("backward", "3", entry(9, "nine") + "," + entry(8, "eight") + "," + entry(7, "seven"));
        LogChunk end = StubbedShop.await(platform.lastLines(RUN, LogPosition.start(), 3));

        assertThat(end.lines()).containsExactly("seven", "eight", "nine");
        assertThat(end.more()).isFalse();
    }

    @Test
    void theEndOfALogHoldsNothingThatWasReadBefore() {
        answer("forward", "1000", entry(1, "one") + "," + entry(2, "two"));
        LogPosition read =
                StubbedShop.await(platform.log(RUN, LogPosition.start())).next();
        answer("backward", "50", entry(3, "three") + "," + entry(2, "two"));

        assertThat(StubbedShop.await(platform.lastLines(RUN, read, 50)).lines()).containsExactly("three");
    }

    @Test
    void linesThatAreTooLongTogetherAreReadInSmallerNumbers() {
        String line = "z".repeat(40_000);
        answer("forward", "1000", entries(200, line));
        answer("forward", "100", entries(100, line));

        LogChunk chunk = StubbedShop.await(platform.log(RUN, LogPosition.start()));

        assertThat(chunk.lines()).hasSize(100);
        assertThat(chunk.more()).as("the others come with the next reading").isTrue();
    }

    @Test
    void anAnswerThatIsTooLongIsNotHeldInMemory() {
        SERVER.stubFor(get(urlPathEqualTo(LOGS)).willReturn(okJson("{\"data\":\"" + "z".repeat(5_000_000) + "\"}")));

        PlatformException trouble = Given.trouble(platform.log(RUN, LogPosition.start()));

        assertThat(trouble.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(trouble).hasMessageContaining("is too long");
    }

    @Test
    void whatAServicePrintedSinceItsDeploymentIsReadFromItsEnd() {
        SERVER.stubFor(get(urlPathEqualTo(StubbedShop.PROJECT + "/services/shop/logs"))
                .withQueryParam("type", equalTo("runtime"))
                .withQueryParam("direction", equalTo("backward"))
                .withQueryParam("lineLimit", equalTo("2"))
                .willReturn(okJson("{\"data\":[" + entry(9, "no table invoices") + "," + entry(8, "starting") + "]}")));
        OperationReference deployment = new OperationReference(
                OperationKind.DEPLOYMENT, "shop", "b-1", Map.of("targetType", "service", "marker", ""));

        assertThat(StubbedShop.await(platform.lastWords(deployment, 2)))
                .containsExactly("starting", "no table invoices");
        assertThat(StubbedShop.await(platform.lastWords(RUN, 2))).isEmpty();
    }

    @Test
    void deploymentsAndSnapshotsHaveNoLog() {
        assertThat(platform.hasLog(RUN)).isTrue();
        assertThat(platform.hasLog(
                        new OperationReference(OperationKind.BACKUP, "orders", "b", Map.of("type", "snapshot"))))
                .isFalse();
        assertThat(platform.hasLog(new OperationReference(OperationKind.BACKUP, "orders", "b", Map.of("type", "dump"))))
                .isTrue();
    }

    @Test
    void theTokenIsTakenOutOfATextThatHoldsIt() {
        assertThat(platform.withoutSecrets("curl -H 'Bearer a-token' x")).isEqualTo("curl -H 'Bearer ****' x");
    }

    private static void answer(String direction, String limit, String entries) {
        SERVER.stubFor(get(urlPathEqualTo(LOGS))
                .withQueryParam("direction", equalTo(direction))
                .withQueryParam("lineLimit", equalTo(limit))
                .willReturn(okJson("{\"data\":[" + entries + "]}")));
    }

    private static String entries(int count, String line) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(second -> entry(second, line))
                .collect(Collectors.joining(","));
    }

    private static String entry(int number, String line) {
        return String.format("{\"ts\":\"2026-03-01T12:%02d:%02dZ\",\"log\":\"%s\"}", number / 60, number % 60, line);
    }
}
