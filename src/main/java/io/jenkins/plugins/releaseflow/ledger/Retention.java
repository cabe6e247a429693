package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How long the records of an environment's releases are kept. A release is removed once neither rule keeps it, and never while it is live, open, in doubt, or may
 * be rolled back to.
 *
 * @param keepReleases how many of the newest are kept whatever their age; 0 for no such rule
 * @param keepDays for how many days after their end they are kept; 0 for no such rule. Without any rule everything is kept.
 * @param rollbackWindow how many of the newest releases that went well and deployed something may be rolled back to; they are kept with everything after them, since that tells what
 *     happened to the database
 */
public record Retention(int keepReleases, int keepDays, int rollbackWindow) {
    /** How many releases that went well may be rolled back to, unless somebody says otherwise. */
    public static final int USUAL_WINDOW = 10;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException with a message for people
     */
    public Retention {
        require("keepReleases", keepReleases, 0);
        require("keepDays", keepDays, 0);
        require("rollbackWindow", rollbackWindow, 1);
    }

    public Retention(int keepReleases, int keepDays) {
        this(keepReleases, keepDays, USUAL_WINDOW);
    }

    /** Nothing is ever removed. */
    public static Retention everything() {
        return new Retention(0, 0);
    }

    private static void require(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " is less than " + least);
        }
    }

    /**
     * The releases that neither rule keeps and nothing protects. A pure function.
     *
     * @param newestFirst all releases of an environment
     * @param live what is live on it
     */
    Set<Integer> removable(List<ReleaseSummary> newestFirst, List<LiveTarget> live, Instant now) {
        Set<Integer> old = new TreeSet<>();
        if (keepReleases == 0 && keepDays == 0) {
            return old;
        }
        Set<Integer> needed = needed(live);
        Instant keptFrom = keepDays == 0 ? Instant.MAX : now.minus(Duration.ofDays(keepDays));
        int wentWell = 0;
        int place = 0;
        for (ReleaseSummary summary : newestFirst) {
            boolean kept = place++ < keepReleases
                    || !summary.endedAt().orElse(now).isBefore(keptFrom)
                    || wentWell < rollbackWindow
                    || !summary.state().isEnd()
                    || summary.state() == ReleaseState.IN_DOUBT
                    || needed.contains(summary.id().number());
            if (!kept) {
                old.add(summary.id().number());
            }
            wentWell += summary.state() == ReleaseState.RELEASED
                            && !summary.changes().isEmpty()
                    ? 1
                    : 0;
        }
        return old;
    }

    private static Set<Integer> needed(List<LiveTarget> live) {
        Set<Integer> needed = new HashSet<>();
        live.stream()
                .flatMap(target -> Stream.concat(target.certain().stream(), target.later().stream()))
                .flatMap(deployed -> deployed.release().stream())
                .map(ReleaseId::number)
                .forEach(needed::add);
        return needed;
    }
}
