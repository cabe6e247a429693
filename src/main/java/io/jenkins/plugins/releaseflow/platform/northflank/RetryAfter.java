package io.jenkins.plugins.releaseflow.platform.northflank;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long an answer asks to wait before the next request. */
final class RetryAfter {
    private RetryAfter() {}

    /**
     * Reads {@code Retry-After}, in seconds or as a date.
     *
     * @param limited whether the answer is a 429: then {@code x-ratelimit-reset} counts where there is no usable other header, unless the answer also says that
     *     requests are left: then it is another limit that was met, and the hour's end has nothing to do with it
     */
    static Optional<Duration> of(HttpResponse<?> response, Clock clock, boolean limited) {
        Optional<Duration> asked = response.headers()
                .firstValue("retry-after")
                .map(String::strip)
                .flatMap(text -> seconds(text).or(() -> untilDate(text, clock)));
        boolean usedUp = response.headers()
                .firstValue("x-ratelimit-remaining")
                .map(left -> left.strip().equals("0"))
                .orElse(true);
        return asked.isEmpty() && limited && usedUp
                ? response.headers().firstValue("x-ratelimit-reset").flatMap(RetryAfter::seconds)
                : asked;
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    private static Optional<Duration> untilDate(String text, Clock clock) {
        try {
            Duration left = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
