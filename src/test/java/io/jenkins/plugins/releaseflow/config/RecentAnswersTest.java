package io.jenkins.plugins.releaseflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A form that asks with every key that is pressed costs the platform one request. */
class RecentAnswersTest {
    private Instant now = Instant.parse("2026-11-23T14:00:00Z");
    private int asked;

    private final RecentAnswers answers = new RecentAnswers(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void theSameQuestionIsAskedOnceIn30Seconds() {
        ask("contents");
        now = now.plusSeconds(30);
        ask("contents");
        assertThat(asked).isEqualTo(1);

        now = now.plusSeconds(1);
        ask("contents");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void anotherQuestionAndAnotherPlatformAreAsked() {
        ask("contents");
        ask("builds of app");
        answers.ask("other platform", "contents", this::answer);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void anAnswerThatFailedIsAskedForAgain() {
        answers.ask("platform", "contents", () -> CompletableFuture.failedFuture(new IllegalStateException("no")));
        ask("contents");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void manyQuestionsAreNotAllKept() {
        for (int i = 0; i <= 100; i++) {
            ask("builds of app" + i);
        }
        ask("builds of app0");
        assertThat(asked).isEqualTo(102);
    }

    @Test
    void aFormWaitsAMomentOnlyAndIsToldWhatWentWrong() {
        assertThat(PromptAnswer.of(new CompletableFuture<>(), Duration.ZERO).problem())
                .isEqualTo("No answer within 5 s. Check the network and the proxy, or try again");
        assertThat(PromptAnswer.of(
                                CompletableFuture.failedFuture(new PlatformException(
                                        PlatformException.Kind.UNREACHABLE, "url: it is not there")),
                                Duration.ofSeconds(5))
                        .problem())
                .isEqualTo("url: it is not there");
        assertThat(PromptAnswer.of(CompletableFuture.completedFuture("shop"), Duration.ofSeconds(5))
                        .value())
                .hasValue("shop");
    }

    private void ask(String question) {
        answers.ask("platform", question, this::answer);
    }

    private CompletionStage<String> answer() {
        asked++;
        return CompletableFuture.completedFuture("answer");
    }
}
