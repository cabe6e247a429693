package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.PlatformException.Kind;
import io.jenkins.plugins.releaseflow.platform.northflank.RawServer.Behaviour;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A migration must never run twice: what was lost on the way is never sent again by itself. */
class LostAnswersTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final JobRunRequest RUN =
            new JobRunRequest("migrate", Optional.empty(), Map.of("DB_PASSWORD", "pw"));
    private static final String START = "POST /v1/projects/shop/jobs/migrate/runs";

    /** The first request of a JVM takes longer than the short time limit may be. */
    @BeforeAll
    static void loadClasses() throws IOException {
        try (RawServer server = new RawServer(RawServer.answer("{\"data\":{}}"))) {
            Given.answer(Given.platform(server.url()).check());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void aStartWhoseAnswerIsLostIsSentExactlyOnce(String name, Behaviour loss) throws IOException {
        try (RawServer server = new RawServer(loss, RawServer.answer("{\"data\":{\"id\":\"second\"}}"))) {
            PlatformException trouble =
                    Given.trouble(Given.platform(server.url(), SHORT).start(RUN, Baseline.empty()));
            assertThat(trouble.kind()).isEqualTo(Kind.NO_ANSWER);
            assertThat(trouble.mayHaveBeenProcessed()).isTrue();
            assertThat(trouble)
                    .hasMessageContaining("No answer to " + START + " from " + server.url())
                    .hasMessageContaining("Check the network and the proxy");
            assertThat(trouble.answer().orElseThrow().summary()).isEqualTo(START + " got no answer");
            assertThat(Given.all(trouble)).doesNotContain(Given.TOKEN, "DB_PASSWORD");
            assertThat(server.requests()).containsExactly(START);
        }
    }

    static Stream<Arguments> losses() {
        String half = RawServer.response("{\"data\":{\"id\":\"first\"}}");
        return Stream.of(
                Arguments.of("cut before an answer", RawServer.cut()),
                Arguments.of("cut within the headers", RawServer.sendAndCut("HTTP/1.1 200 OK\r\nContent-")),
                Arguments.of("cut within the body", RawServer.sendAndCut(half.substring(0, half.length() - 9))),
                Arguments.of("no answer in time", RawServer.nothing()),
                Arguments.of("a body that stalls", RawServer.send(half.substring(0, half.length() - 9))));
    }

    @Test
    void aStartOnAConnectionThatWasKeptAliveAndDiesIsSentExactlyOnce() throws IOException {
        try (RawServer server =
                new RawServer(RawServer.answer("{\"data\":{}}"), RawServer.cut(), RawServer.answer("{\"data\":{}}"))) {
            NorthflankPlatform platform = Given.platform(server.url());
            Given.answer(platform.check());
            assertThat(Given.trouble(platform.start(RUN, Baseline.empty())).kind())
                    .isEqualTo(Kind.NO_ANSWER);
            assertThat(server.requests()).containsExactly("GET /v1/projects/shop", START);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aStartAfterAKeptConnectionWasClosedReachesTheServerAtMostOnce() throws IOException {
        try (RawServer server = new RawServer(
                RawServer.answerAndCut("{\"data\":{}}"), RawServer.answer("{\"data\":{\"id\":\"r1\"}}"))) {
            NorthflankPlatform platform = Given.platform(server.url());
            Given.answer(platform.check());
            platform.start(RUN, Baseline.empty())
                    .handle((reference, lost) -> reference)
                    .toCompletableFuture()
                    .join();
            assertThat(server.requests()).filteredOn(START::equals).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void aStopWhoseAnswerIsLostIsSentExactlyOnce() throws IOException {
        try (RawServer server = new RawServer(RawServer.cut(), RawServer.answer("{\"data\":{}}"))) {
            OperationReference run = new OperationReference(OperationKind.JOB_RUN, "migrate", "r1", Map.of());
            assertThat(Given.trouble(Given.platform(server.url()).stop(run)).kind())
                    .isEqualTo(Kind.NO_ANSWER);
            assertThat(server.requests()).containsExactly("DELETE /v1/projects/shop/jobs/migrate/runs/r1");
        }
    }

    @Test
    void aBackupWhoseAnswerIsLostIsSentExactlyOnce() throws IOException {
        try (RawServer server = new RawServer(RawServer.cut(), RawServer.answer("{\"data\":{}}"))) {
            BackupRequest backup = new BackupRequest("db", BackupType.DUMP, Compression.GZ, "before");
            assertThat(Given.trouble(Given.platform(server.url()).start(backup, Baseline.empty()))
                            .mayHaveBeenProcessed())
                    .isTrue();
            assertThat(server.requests()).containsExactly("POST /v1/projects/shop/addons/db/backups");
        }
    }

    @Test
    void aPlatformThatIsNotThereCertainlyProcessedNothing() throws IOException {
        String url;
        try (RawServer server = new RawServer()) {
            url = server.url();
        }
        PlatformException trouble = Given.trouble(Given.platform(url).start(RUN, Baseline.empty()));
        assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(trouble.mayHaveBeenProcessed()).isFalse();
        assertThat(trouble.isPassing()).isTrue();
        assertThat(trouble)
                .hasMessage("Can't ask " + START + ": Northflank can't be reached at " + url
                        + ". Check the URL of the connection, the network and the proxy");
        assertThat(Given.all(trouble)).doesNotContain(Given.TOKEN);
    }

    @Test
    void anUnknownHostIsUnreachable() {
        PlatformException trouble =
                Given.trouble(Given.platform("http://no-such-host.invalid").check());
        assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aUrlThatCannotBeAskedIsNamedWithoutTheToken() {
        PlatformException trouble = Given.trouble(Given.platform("nf.example").deployed(Target.service("web")));
        assertThat(trouble.kind()).isEqualTo(Kind.REJECTED);
        assertThat(trouble)
                .hasMessageStartingWith("url: GET /v1/projects/shop/services/web")
                .hasMessageContaining("'nf.example'");
        assertThat(Given.all(trouble)).doesNotContain(Given.TOKEN);
    }

    @Test
    void aTokenWithALineBreakIsRefusedWithoutShowingIt() {
        NorthflankTransport transport = new NorthflankTransport(
                URI.create("http://127.0.0.1:9"), () -> "first\nsecond", Given.http(), Given.clock());
        PlatformException trouble = Given.trouble(transport.get("/v1/projects"));
        assertThat(trouble.kind()).isEqualTo(Kind.REJECTED);
        assertThat(trouble).hasMessageContaining("its token has no line breaks");
        assertThat(Given.all(trouble)).doesNotContain("second");
    }
}
