package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which releases a list shows.
 *
 * @param search what the number, the name, the branch or who made it contains, in any case; empty for all
 * @param state the word of a state; empty for all
 * @param kind the word of a kind; empty for all
 * @param page number of the page, from 1
 */
public record ReleaseFilter(String search, String state, String kind, int page) {
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

    boolean matches(ReleaseSummary summary) {
        return (state.isEmpty() || state.equals(ReleaseJson.word(summary.state())))
                && (kind.isEmpty() || kind.equals(ReleaseJson.word(summary.kind())))
                && (search.isEmpty() || contains(summary));
    }

    private boolean contains(ReleaseSummary summary) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return Stream.of("#" + summary.id().number(), summary.name(), summary.branch(), summary.who())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
