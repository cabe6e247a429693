package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogQuery;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the query of a log request; the defaults are Northflank's: the last 10 lines of the last 30 minutes. */
final class LogRequest {
    private static final Duration USUAL_RANGE = Duration.ofMinutes(30);
    private static final int USUAL_LIMIT = 10;
    private static final int LARGEST_LIMIT = 10_000;

    private LogRequest() {}

    static LogQuery parse(Call call, UndocumentedAnswers undocumented, Clock clock) {
        if (!call.query("queryType").orElse("range").equals("range")) {
            throw Refusal.invalid("queryType must be range here; tail needs a WebSocket");
        }
        return range(call, clock)
                .from(undocumented.startTimeIncluded())
                .oldestFirst(undocumented.backwardOldestFirst());
    }

    /** What a tail shows first; what follows is given by the same filters. */
    static LogQuery tail(Call call, Clock clock) {
        if (!call.query("queryType").orElse("tail").equals("tail")) {
            throw Refusal.invalid("queryType must be tail on a WebSocket");
        }
        return range(call, clock);
    }

    private static LogQuery range(Call call, Clock clock) {
        Optional<Instant> start = time(call, "startTime");
        Optional<Instant> end = time(call, "endTime");
        Optional<Duration> duration =
                call.number("duration", 1, Integer.MAX_VALUE).map(Duration::ofSeconds);
        if (start.isPresent() && end.isPresent() && duration.isPresent()) {
            throw Refusal.invalid("with duration, only one of startTime and endTime can be set");
        }
        Duration length = duration.orElse(USUAL_RANGE);
        Instant before = end.orElseGet(
                () -> start.isPresent() && duration.isPresent() ? start.get().plus(length) : Instant.MAX);
        Instant after = start.orElseGet(() -> end.orElseGet(clock::instant).minus(length));
        return new LogQuery(
                after,
                before,
                Set.copyOf(call.queries("containerName")),
                text(call),
                call.number("lineLimit", 1, LARGEST_LIMIT).orElse(USUAL_LIMIT),
                isForward(call),
                false,
                false);
    }

    private static boolean isForward(Call call) {
        String direction = call.query("direction").orElse("backward");
        if (!List.of("forward", "backward").contains(direction)) {
            throw Refusal.invalid("direction is '" + direction + "' but must be forward or backward");
        }
        return direction.equals("forward");
    }

    private static Predicate<String> text(Call call) {
        Predicate<String> included = call.query("textIncludes")
                .<Predicate<String>>map(wanted -> line -> line.contains(wanted))
                .orElse(line -> true);
        Predicate<String> notIncluded = call.query("textNotIncludes")
                .<Predicate<String>>map(unwanted -> line -> !line.contains(unwanted))
                .orElse(line -> true);
        Predicate<String> matching = pattern(call, "regexIncludes")
                .<Predicate<String>>map(wanted -> line -> wanted.matcher(line).find())
                .orElse(line -> true);
        Predicate<String> notMatching = pattern(call, "regexNotIncludes")
                .<Predicate<String>>map(
                        unwanted -> line -> !unwanted.matcher(line).find())
                .orElse(line -> true);
        return included.and(notIncluded).and(matching).and(notMatching);
    }

    private static Optional<Pattern> pattern(Call call, String parameter) {
        try {
            return call.query(parameter).map(Pattern::compile);
        } catch (PatternSyntaxException wrong) {
            throw Refusal.invalid(parameter + " is not a regular expression: " + wrong.getDescription());
        }
    }

    private static Optional<Instant> time(Call call, String parameter) {
        try {
            return call.query(parameter).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException wrong) {
            throw Refusal.invalid(parameter + " is not a time such as 2026-11-23T04:15:00Z");
        }
    }

    /** Whether runtime lines are wanted, judging by the {@code type} parameters. */
    static boolean wants(Call call, String type) {
        return call.queries("type").isEmpty() || call.queries("type").contains(type);
    }

    static Map<String, Object> view(LogLine line) {
        return Fields.with("containerId", line.container())
                .and("log", line.text())
                .and("ts", line.timestamp())
                .toMap();
    }
}
