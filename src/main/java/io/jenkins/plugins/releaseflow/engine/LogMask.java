package io.jenkins.plugins.releaseflow.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes values that may be secret out of what a job prints: what Jenkins itself hides is hidden on its console only, and not in our files and records. Values
 * that are shorter than three characters are no secrets, and would make holes in every line.
 *
 * @param values what is taken out, the longest first
 * @param isComplete whether all values are known; where they are not, nothing of a log may be shown or kept
 */
record LogMask(List<String> values, boolean isComplete) {
    private static final int SHORTEST = 3;
    private static final String HIDDEN = "****";

    LogMask {
        values = List.copyOf(values);
    }

    static LogMask none() {
        return new LogMask(List.of(), true);
    }

    /** Hides these values, also where one is printed over several lines. */
    static LogMask of(Collection<String> secrets) {
        List<String> longestFirst = secrets.stream()
                .flatMap(secret ->
                        Stream.concat(Stream.of(secret.strip()), secret.lines().map(String::strip)))
                .filter(part -> part.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return new LogMask(longestFirst, true);
    }

    /** For work that was taken up from the record, where the values of variables are not kept. */
    static LogMask of(NodeWork work) {
        if (!(work instanceof NodeWork.RunJob run) || run.environment().isEmpty()) {
            return none();
        }
        boolean known = run.environment().values().stream().anyMatch(value -> !value.isEmpty());
        return known ? of(run.environment().values()) : new LogMask(List.of(), false);
    }

    String apply(String text) {
        String safe = text;
        for (String value : values) {
            safe = safe.replace(value, HIDDEN);
        }
        return safe;
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "LogMask[" + values.size() + " values]";
    }
}
