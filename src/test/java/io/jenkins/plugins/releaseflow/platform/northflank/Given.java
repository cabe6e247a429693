package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.SharedBudget;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the tests of the client begin with. */
final class Given {
    static final String TOKEN = "nf-very.secret-token";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private Given() {}

    /** A project named shop. */
    static NorthflankPlatform platform(String url) {
        return platform(url, Optional.empty(), "shop", LONG);
    }

    static NorthflankPlatform platform(String url, Duration timeout) {
        return platform(url, Optional.empty(), "shop", timeout);
    }

    static NorthflankPlatform platform(String url, Optional<String> team, String project, Duration timeout) {
        return NorthflankPlatform.connect(
                new NorthflankConnectionSettings(URI.create(url), team, project),
                () -> TOKEN,
                http(),
                clock(),
                timeout);
    }

    static NorthflankTransport transport(String url) {
        return new NorthflankTransport(URI.create(url), () -> TOKEN, http(), clock(), LONG, new SharedBudget());
    }

    static HttpClient http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    /** JSON with single quotes for double ones. */
    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }

    static List<JsonNode> list(String... texts) {
        List<JsonNode> list = new ArrayList<>();
        for (String text : texts) {
            list.add(json(text));
        }
        return list;
    }

    static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** What a look shows once it is what is waited for; the test fails if that does not come. */
    static <T> T until(Supplier<T> look, Predicate<T> awaited) {
        long deadline = System.nanoTime() + MINUTE.toNanos();
        T seen = look.get();
        while (!awaited.test(seen)) {
            assertThat(System.nanoTime()).as("last seen: %s", seen).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            seen = look.get();
        }
        return seen;
    }

    /** How an operation ended. */
    static OperationStatus end(NorthflankPlatform platform, OperationReference reference) {
        return until(() -> answer(platform.observe(Set.of(reference))).get(reference), status -> status.phase()
                .isEnd());
    }

    /** The build that a choice comes to; the test fails if none has succeeded. */
    static BuildPin pin(CompletionStage<FoundBuild> found) {
        return ((FoundBuild.Finished) answer(found)).pin();
    }

    /** What the stage fails with; the test fails if it doesn't. */
    static PlatformException trouble(CompletionStage<?> stage) {
        Throwable failure = catchThrowable(() -> stage.toCompletableFuture().join());
        if (failure instanceof CompletionException && failure.getCause() instanceof PlatformException trouble) {
            return trouble;
        }
        throw new AssertionError("not a PlatformException", failure);
    }

    /** All that a person or a record could get to see of it. */
    static String all(PlatformException trouble) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.append(trouble.answer()).toString();
    }
}
