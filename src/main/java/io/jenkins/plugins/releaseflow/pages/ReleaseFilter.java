package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.ledger.ReleaseQuery;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Which releases a list shows, as the address of its page says.
 *
 * @param search words to be found; empty for any
 * @param state the word of a state; empty for any
 * @param kind the word of a kind; empty for any
 * @param page number of the page, from 1
 */
@Restricted(NoExternalUse.class)
public record ReleaseFilter(String search, String state, String kind, int page) {
    /** How many releases a page has. */
    static final int ROWS = 50;

    private static final int MOST_DIGITS = 7;

    public ReleaseFilter {
        Objects.requireNonNull(search, "search");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(kind, "kind");
    }

    /** The filter that query parameters name; what is no page number means the first page. */
    public static ReleaseFilter of(String search, String state, String kind, String page) {
        boolean isNumber = page.matches("[1-9][0-9]{0," + (MOST_DIGITS - 1) + "}");
        return new ReleaseFilter(search.strip(), state, kind, isNumber ? Integer.parseInt(page) : 1);
    }

    /**
     * The part of a list that is wanted.
     *
     * @throws IllegalArgumentException with a message for people, where there is no such state or kind
     */
    ReleaseQuery narrow(ReleaseQuery list) {
        return new ReleaseQuery(
                list.environments(),
                search,
                known("state", state, ReleaseState.values()).map(Set::of).orElse(Set.of()),
                known("kind", kind, ReleaseKind.values()),
                list.job(),
                list.jobPrefix(),
                list.branch(),
                list.from(),
                list.to(),
                (page - 1) * ROWS,
                ROWS);
    }

    private static <T extends Enum<T>> Optional<T> known(String parameter, String word, T[] values) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(values)
                .filter(value -> ReleaseJson.word(value).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(parameter + ": '" + word + "' is none; use one of "
                        + String.join(
                                ", ", Stream.of(values).map(ReleaseJson::word).toList()))));
    }
}
