package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NorthflankNotificationReceiverTest {
    private static final String SECRET = "a-secret-of-32-random-characters";
    private static final String BODY = """
            {"event":"job-run:success","data":{"job":{"id":"migrate","name":"Migrate"},"project":{"id":"shop"}}}""";

    private final NorthflankNotificationReceiver receiver = new NorthflankNotificationReceiver();
    private final List<NorthflankNotification> heard = new CopyOnWriteArrayList<>();

    @Test
    void anAuthenticNotificationIsHeardWithWhatItHintsAt() {
        assertThat(receive(post().body(BODY))).isEqualTo(WebhookAnswer.ACCEPTED);

        assertThat(heard).hasSize(1);
        NorthflankNotification notification = heard.get(0);
        assertThat(notification.event()).isEqualTo("job-run:success");
        assertThat(notification.resources()).containsExactlyInAnyOrder("migrate", "Migrate");
        assertThat(notification.mayEndAWait()).isTrue();
        assertThat(notification.mayConcern("shop")).isTrue();
        assertThat(notification.mayConcern("other")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", " ", "a-secret-of-32-random-character", "a-secret-of-32-random-characters "})
    void aForgeryIsRefusedBeforeItsBodyIsRead(String token) {
        Sent forged = post().header("Token", token).bodyThatMustNotBeRead();

        assertThat(receive(forged)).isEqualTo(WebhookAnswer.FORBIDDEN);
        assertThat(heard).isEmpty();
    }

    @Test
    void withoutATokenItIsRefused() {
        assertThat(receive(new Sent().bodyThatMustNotBeRead())).isEqualTo(WebhookAnswer.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void withoutASecretNothingIsReceivedAndNoEmptyTokenFits(String secret) {
        Sent request = post().header("Token", secret).bodyThatMustNotBeRead();

        assertThat(receiver.receive("shop", request, () -> Optional.of(secret), heard::add))
                .isEqualTo(WebhookAnswer.NOT_FOUND);
        assertThat(receiver.receive("shop", request, Optional::empty, heard::add))
                .isEqualTo(WebhookAnswer.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "post"})
    void onlyPostIsAnswered(String method) {
        assertThat(receive(post().method(method).bodyThatMustNotBeRead())).isEqualTo(WebhookAnswer.NOT_A_POST);
    }

    @Test
    void aHugeBodyIsReadOnlyToTheLimit() {
        Endless endless = new Endless();

        assertThat(receive(post().body(endless))).isEqualTo(WebhookAnswer.TOO_LARGE);
        assertThat(endless.read).isLessThan(NorthflankNotificationReceiver.LONGEST_BODY * 2);
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{\"event\":", "[]", "42", "null", "\"text\""})
    void whatIsNoJsonObjectIsUnreadable(String body) {
        assertThat(receive(post().body(body))).isEqualTo(WebhookAnswer.UNREADABLE);
        assertThat(heard).isEmpty();
    }

    @Test
    void deeplyNestedJsonIsUnreadable() {
        assertThat(receive(post().body("[".repeat(100_000)))).isEqualTo(WebhookAnswer.UNREADABLE);
    }

    @Test
    void aBodyThatIsCutIsUnreadable() {
        assertThat(receive(post().body(new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("cut");
                    }
                })))
                .isEqualTo(WebhookAnswer.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"event\":\"billing:invoice-paid\"}",
                "{\"event\":7,\"data\":[]}",
                "{\"event\":\"x\",\"data\":{\"job\":\"migrate\",\"project\":{\"id\":{}}}}",
                "{\"data\":null,\"more\":{\"deep\":[1,2]}}"
            })
    void whatIsUnknownIsAcceptedAndNamesNothing(String body) {
        assertThat(receive(post().body(body))).isEqualTo(WebhookAnswer.ACCEPTED);
        assertThat(heard).singleElement().satisfies(one -> {
            assertThat(one.resources()).isEmpty();
            assertThat(one.mayConcern("shop")).isTrue();
        });
    }

    @Test
    void theEventIsTakenFromTheHeaderWhereTheBodyNamesNone() {
        receive(post().header("Event-Type", "trigger:build:start").body("{}"));

        assertThat(heard.get(0).event()).isEqualTo("build:start");
        assertThat(heard.get(0).mayEndAWait()).isFalse();
    }

    @Test
    void anEventIsHeardOnceHoweverOftenItIsDelivered() {
        for (int count = 0; count < 5; count++) {
            assertThat(receive(post().header("Event-Id", "e1").body(BODY))).isEqualTo(WebhookAnswer.ACCEPTED);
        }
        receive(post().header("Event-Id", "e2").body(BODY));
        receiver.receive("other", post().header("Event-Id", "e1").body(BODY), () -> Optional.of(SECRET), heard::add);

        assertThat(heard).hasSize(3);
    }

    @Test
    void eventsWithoutAnIdOrWithAnAbsurdOneAreAllHeard() {
        for (int count = 0; count < 2; count++) {
            receive(post().body(BODY));
            receive(post().header("Event-Id", "x".repeat(5000)).body(BODY));
        }

        assertThat(heard).hasSize(4);
    }

    @Test
    void onlyTheLastEventsAreRemembered() {
        receive(post().header("Event-Id", "first").body(BODY));
        for (int count = 0; count < 3000; count++) {
            receive(post().header("Event-Id", "e" + count).body(BODY));
        }
        receive(post().header("Event-Id", "first").body(BODY));

        assertThat(heard).hasSize(3002);
    }

    @Test
    void aForgeryDoesNotTakeTheIdOfARealEvent() {
        receive(post().header("Token", "wrong").header("Event-Id", "e1").bodyThatMustNotBeRead());
        receive(post().header("Event-Id", "e1").body(BODY));

        assertThat(heard).hasSize(1);
    }

    @Test
    void anEventThatCouldNotBeHeardIsHeardWhenItIsSentAgain() {
        assertThatThrownBy(() -> receiver.receive(
                        "shop", post().header("Event-Id", "e1").body(BODY), () -> Optional.of(SECRET), one -> {
                            throw new IllegalStateException("going down");
                        }))
                .isInstanceOf(IllegalStateException.class);

        receive(post().header("Event-Id", "e1").body(BODY));
        assertThat(heard).hasSize(1);
    }

    @Test
    void manyAtOnceAreEachHeardOnce() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Future<WebhookAnswer>> answers = new ArrayList<>();
            for (int count = 0; count < 400; count++) {
                Sent request = post().header("Event-Id", "e" + count % 100).body(BODY);
                answers.add(senders.submit(() -> receive(request)));
            }
            for (Future<WebhookAnswer> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.ACCEPTED);
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(heard).hasSize(100);
    }

    @Test
    void noLogHoldsASecretOrAToken() {
        Logger logger = Logger.getLogger(NorthflankNotificationReceiver.class.getName());
        StringBuilder logged = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.append(entry.getMessage()).append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            receive(post().header("Token", "nearly-the-secret").bodyThatMustNotBeRead());
            receive(post().body(BODY));
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }

        assertThat(logged).contains("'shop'").doesNotContain("nearly-the-secret", SECRET);
    }

    private WebhookAnswer receive(Sent request) {
        return receiver.receive("shop", request, () -> Optional.of(SECRET), heard::add);
    }

    private static Sent post() {
        return new Sent().header("Token", SECRET);
    }

    /** A request as the test sends it. */
    private static final class Sent implements WebhookRequest {
        private final Map<String, String> headers = new HashMap<>();
        private String method = "POST";
        private Optional<InputStream> body = Optional.empty();

        Sent method(String other) {
            method = other;
            return this;
        }

        Sent header(String name, String value) {
            headers.put(("X-Northflank-Notification-" + name).toLowerCase(Locale.ROOT), value);
            return this;
        }

        Sent body(String text) {
            return body(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }

        Sent body(InputStream in) {
            body = Optional.of(in);
            return this;
        }

        Sent bodyThatMustNotBeRead() {
            body = Optional.empty();
            return this;
        }

        @Override
        public String method() {
            return method;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        @Override
        public InputStream body() {
            return body.orElseThrow(() -> new AssertionError("the body was read"));
        }
    }

    /** A body without an end. */
    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return 'x';
        }
    }
}
