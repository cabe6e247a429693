package io.jenkins.plugins.releaseflow.ledger;

import java.util.List;

/**
 * A part of the releases that somebody wants to see.
 *
 * @param releases newest first
 * @param offset how many newer ones were passed over
 * @param total how many there are in all
 */
public record ReleasePage(List<ReleaseSummary> releases, int offset, int total) {
    public ReleasePage {
        releases = List.copyOf(releases);
    }
}
