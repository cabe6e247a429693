package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.VisibleText;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One release as a build's page tells of it.
 *
 * @param title for example {@code production #12 (v1.4.2)}
 * @param state for people
 * @param symbol Jenkins' name of the icon for the state
 * @param color Jenkins' name of the colour for the state
 * @param url of its page, below the root of Jenkins
 */
@Restricted(NoExternalUse.class)
public record ReleaseLine(String title, String state, String symbol, String color, String url) {
    // Jelly reads properties by their getters.

    public String getTitle() {
        return title;
    }

    public String getState() {
        return state;
    }

    public String getSymbol() {
        return symbol;
    }

    public String getColor() {
        return color;
    }

    public String getUrl() {
        return url;
    }

    static ReleaseLine of(ReleaseSummary release) {
        String state = ReleaseJson.word(release.state()).replace('-', ' ');
        String title = release.id() + (release.name().isEmpty() ? "" : " (" + VisibleText.of(release.name()) + ")");
        return switch (release.state()) {
            case RELEASED -> line(title, state, "symbol-status-blue", "success", release);
            case FAILED -> line(title, state, "symbol-status-red", "error", release);
            case IN_DOUBT -> line(title, state, "symbol-status-yellow", "warning", release);
            case ABORTED -> line(title, state, "symbol-status-aborted", "text", release);
            case WAITING, RUNNING -> line(title, state, "symbol-status-nobuilt", "accent", release);
        };
    }

    private static ReleaseLine line(String title, String state, String symbol, String color, ReleaseSummary release) {
        return new ReleaseLine(title, state, symbol, color, JobHistory.url(release.id()));
    }
}
