package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.pages.NodeLinks;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A release as {@code show}, {@code releases} and {@code --json} give it out. */
class ReleaseTextsTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant ENDED = OPENED.plusMillis(65_250);
    private static final String RECORD = "releases/3/events.jsonl";
    /** Clears the screen, sets the window's title, starts a line of its own, and writes backwards. */
    private static final String HOSTILE = "a\u001b[2J\u001b]0;b\u0007\r\nexit 0\u009b31m\u202ec\u2028d";

    @Test
    void textTellsWhatHappenedAndWhatThePlatformAnswered() {
        assertThat(shown(release("v1.4", node(NodeState.FAILED)), OPENED))
                .startsWith("Release production #3 (v1.4): failed in 1 min 5 s\n")
                .contains(
                        "  Why          Deploy service shop did not complete\n",
                        "  Made by      ann, branch main\n",
                        "  Record       releases/3/events.jsonl\n",
                        "✘ failed      Deploy service shop          1 min 5 s\n",
                        "      Deployed     joyous-view-6290 (c0ffee0, main)\n",
                        "      Before       registry.example/shop@sha256:feed\n",
                        "      Note         Continuous deployment was on\n",
                        "      Failure      The deployment failed\n",
                        "      Answer       POST /services/shop answered 409: No such build (no-build)\n",
                        "      | cannot bind\n");
    }

    @Test
    void textOfAnOpenReleaseTellsHowLongItHasTaken() {
        Release open = with(release("", node(NodeState.RUNNING)), ReleaseState.RUNNING, Optional.empty());

        assertThat(shown(open, OPENED.plusSeconds(30)))
                .startsWith("Release production #3: running\n")
                .contains("● running     Deploy service shop          30 s\n");
    }

    @Test
    void namesAndAnswersCantSteerTheTerminalOrForgeALine() {
        String text = shown(hostileRelease(), OPENED);

        assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("exit 0"));
        assertThat(text).contains("(a [2J ]0;b exit 0 31m c d)");
    }

    @Test
    void listKeepsALineARelease() {
        ReleaseSummary summary = new ReleaseSummary(
                new ReleaseId("production", 3),
                ReleaseKind.RELEASE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                ReleaseState.RELEASED,
                OPENED,
                Optional.of(ENDED),
                List.of(),
                Optional.empty());

        String text = printed(report -> report.list(List.of(summary, summary)), OPENED);

        assertThat(text.lines()).hasSize(3);
        assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]");
    }

    @Test
    void jsonKeepsEveryCharacterAndIsPlainAscii() throws IOException {
        String text = ReleaseJson.text(ReleaseJson.of(hostileRelease(), NodeLinks.none()));

        assertThat(text).matches("[\\n\\x20-\\x7e]*");
        JsonNode json = new ObjectMapper().readTree(text);
        assertThat(json.path("name").textValue()).isEqualTo(HOSTILE);
        assertThat(json.at("/nodes/0/failure/logTail/0").textValue()).isEqualTo(HOSTILE);
    }

    @Test
    void jsonHoldsPinsStatesTimesAndFailure() {
        JsonNode json = ReleaseJson.of(release("v1.4", node(NodeState.TIMED_OUT)), NodeLinks.none());

        assertThat(json.path("state").textValue()).isEqualTo("failed");
        assertThat(json.path("openedAt").textValue()).isEqualTo("2026-01-05T12:00:00Z");
        assertThat(json.path("durationMs").longValue()).isEqualTo(65_250);
        JsonNode node = json.at("/nodes/0");
        assertThat(node.path("kind").textValue()).isEqualTo("deploy-service");
        assertThat(node.path("state").textValue()).isEqualTo("timed-out");
        assertThat(node.path("target").textValue()).isEqualTo("service shop");
        assertThat(node.at("/pin/commit").textValue()).isEqualTo("c0ffee0123456789");
        assertThat(node.at("/before/image").textValue()).isEqualTo("registry.example/shop@sha256:feed");
        assertThat(node.at("/failure/answer").textValue()).contains("answered 409");
        assertThat(node.at("/facts/size").textValue()).isEqualTo("12345");
    }

    private static String shown(Release release, Instant now) {
        return printed(report -> report.show(release, RECORD), now);
    }

    private static String printed(Consumer<ReleaseReport> what, Instant now) {
        StringWriter text = new StringWriter();
        what.accept(new ReleaseReport(new PrintWriter(text), Clock.fixed(now, ZoneOffset.UTC)));
        return text.toString();
    }

    private static Release hostileRelease() {
        Node node = node(NodeState.FAILED);
        Failure failure =
                new Failure(HOSTILE, Optional.of(new PlatformAnswer("GET /", 500, "", HOSTILE)), List.of(HOSTILE));
        Node hostile = new Node(
                node.id(),
                node.kind(),
                HOSTILE,
                node.stage(),
                node.work(),
                node.terms(),
                node.state(),
                1,
                Optional.of(new DeploymentRequest(
                        Target.service("shop"), new BuildPin("b", HOSTILE, "c0ffee", HOSTILE), Optional.empty())),
                node.baseline(),
                node.reference(),
                OPENED,
                OPENED,
                Optional.empty(),
                node.endedAt(),
                Map.of(),
                Optional.of(failure),
                List.of(failure),
                List.of(HOSTILE));
        return new Release(
                new ReleaseId("production", 3),
                ReleaseKind.RELEASE,
                HOSTILE,
                HOSTILE,
                new Origin(HOSTILE, HOSTILE, HOSTILE, "", HOSTILE),
                ReleaseState.FAILED,
                HOSTILE,
                Map.of(),
                Map.of(),
                Map.of(hostile.id(), hostile),
                OPENED,
                Optional.of(OPENED),
                Optional.of(ENDED),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static Release release(String name, Node node) {
        return new Release(
                new ReleaseId("production", 3),
                ReleaseKind.RELEASE,
                name,
                "",
                new Origin("ann", "Started by user ann", "shop", "shop#3", "main"),
                ReleaseState.FAILED,
                "Deploy service shop did not complete",
                Map.of(),
                Map.of(),
                Map.of(node.id(), node),
                OPENED,
                Optional.of(OPENED),
                Optional.of(ENDED),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static Release with(Release release, ReleaseState state, Optional<Instant> endedAt) {
        return new Release(
                release.id(),
                release.kind(),
                release.name(),
                release.description(),
                release.origin(),
                state,
                "",
                release.pins(),
                release.builds(),
                release.nodes(),
                release.openedAt(),
                release.lockedAt(),
                endedAt,
                release.allowOlder(),
                release.brokenBy(),
                release.supersededBy(),
                Optional.empty(),
                List.of());
    }

    private static Node node(NodeState state) {
        return new Node(
                "5e1f09ab",
                NodeKind.DEPLOY_SERVICE,
                "Deploy service shop",
                "",
                "",
                NodeTerms.of(Duration.ofMinutes(15), OnAbort.DETACH),
                state,
                1,
                Optional.of(new DeploymentRequest(
                        Target.service("shop"),
                        new BuildPin("shop-build", "joyous-view-6290", "c0ffee0123456789", "main"),
                        Optional.empty())),
                Optional.of(new Baseline(
                        Set.of(), Optional.of(new ImagePin("registry.example/shop@sha256:feed")), "", true)),
                Optional.of(new OperationReference(OperationKind.DEPLOYMENT, "shop", "joyous-view-6290", Map.of())),
                OPENED,
                OPENED,
                Optional.of(OPENED),
                state.isEnd() ? Optional.of(ENDED) : Optional.empty(),
                Map.of("size", "12345"),
                state.isEnd()
                        ? Optional.of(new Failure(
                                "The deployment failed",
                                Optional.of(
                                        new PlatformAnswer("POST /services/shop", 409, "no-build", "No such build")),
                                List.of("cannot bind")))
                        : Optional.empty(),
                List.of(),
                List.of("Continuous deployment was on"));
    }
}
