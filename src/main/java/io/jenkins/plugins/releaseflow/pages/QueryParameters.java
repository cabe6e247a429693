package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.ledger.ReleaseQuery;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is asked for in the query of a URL. Every parameter may be missing or empty, which is the same. */
@Restricted(NoExternalUse.class)
public final class QueryParameters {
    private final UnaryOperator<String> values;

    /**
     * @param values gives the value of a parameter; null and empty where there is none
     */
    public QueryParameters(UnaryOperator<String> values) {
        this.values = values;
    }

    /**
     * The releases asked for.
     *
     * @param environments names of the environments; empty for all
     * @throws IllegalArgumentException with a message for people, where a value is none
     */
    ReleaseQuery releases(Set<String> environments) {
        return new ReleaseQuery(
                environments,
                value("text").orElse(""),
                states(),
                value("kind").map(word -> constant("kind", word, ReleaseKind.values())),
                value("job"),
                value("jobsBelow"),
                value("branch"),
                value("from").map(text -> time("from", text)),
                value("to").map(text -> time("to", text)),
                number("offset", 0),
                number("most", 50));
    }

    /** @throws IllegalArgumentException with a message for people, where it is no number */
    int number(String name, int otherwise) {
        try {
            return value(name).map(Integer::valueOf).orElse(otherwise);
        } catch (NumberFormatException foreign) {
            throw new IllegalArgumentException(name + ": '" + value(name).orElse("") + "' is not a number", foreign);
        }
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Set<ReleaseState> states() {
        return value("state").stream()
                .flatMap(words -> Stream.of(words.split(",")))
                .map(word -> constant("state", word.strip(), ReleaseState.values()))
                .collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> E constant(String name, String word, E[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> ReleaseJson.word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": '" + word + "' is not known; use "
                        + Arrays.stream(constants).map(ReleaseJson::word).collect(Collectors.joining(", "))));
    }

    /** A day means its first moment in UTC. */
    private static Instant time(String name, String text) {
        try {
            return text.length() == "2026-11-02".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException foreign) {
            throw new IllegalArgumentException(
                    name + ": '" + text + "' is not a time; use 2026-11-02 or 2026-11-02T08:00:00Z", foreign);
        }
    }
}
