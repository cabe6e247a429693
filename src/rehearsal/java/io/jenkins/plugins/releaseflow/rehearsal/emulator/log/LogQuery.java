package io.jenkins.plugins.releaseflow.rehearsal.emulator.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which lines of a log are wanted, as Northflank's range query has it.
 *
 * @param after only lines later than this
 * @param before only lines earlier than this
 * @param containers only lines of these; of all when empty
 * @param text what a line's text must satisfy
 * @param limit at most so many lines
 * @param forward true: the oldest lines, oldest first; false: the newest lines, newest first
 * @param inclusive whether lines of the time {@code after} itself are wanted too
 * @param turned whether the newest lines come oldest first too
 */
public record LogQuery(
        Instant after,
        Instant before,
        Set<String> containers,
        Predicate<String> text,
        int limit,
        boolean forward,
        boolean inclusive,
        boolean turned) {

    /** The same lines as far as they are later, all of them, oldest first. */
    public LogQuery since(Instant time) {
        return new LogQuery(time, Instant.MAX, containers, text, Integer.MAX_VALUE, true, false, false);
    }

    /** The same lines, with or without those of the very time at which they begin. */
    public LogQuery from(boolean itself) {
        return new LogQuery(after, before, containers, text, limit, forward, itself, turned);
    }

    /** The same lines; the newest of them oldest first where that is wanted. */
    public LogQuery oldestFirst(boolean wanted) {
        return new LogQuery(after, before, containers, text, limit, forward, inclusive, wanted);
    }

    /** The wanted lines in the wanted order. */
    public List<LogLine> select(List<LogLine> lines) {
        List<LogLine> found = new ArrayList<>(lines.stream()
                .filter(line ->
                        (inclusive ? !line.time().isBefore(after) : line.time().isAfter(after))
                                && line.time().isBefore(before))
                .filter(line -> containers.isEmpty() || containers.contains(line.container()))
                .filter(line -> text.test(line.text()))
                .sorted(Comparator.comparing(LogLine::time))
                .toList());
        if (!forward) {
            Collections.reverse(found);
        }
        List<LogLine> wanted = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
        if (!forward && turned) {
            Collections.reverse(wanted);
        }
        return List.copyOf(wanted);
    }
}
