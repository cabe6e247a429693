package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which releases somebody wants to see: those to which all of it applies.
 *
 * @param environments names of environments; empty for all
 * @param text words that all have to be found, whatever their case, in number, name, description, who, job, branch, targets, builds or commits; empty for any
 * @param states where they may stand; empty for anywhere
 * @param kind why they were made
 * @param job full name of their job, as it is called now
 * @param jobPrefix full name of a folder or multibranch project, as it is called now: the job itself counts too
 * @param branch branch of their job
 * @param from opened at that time or later
 * @param to opened before that time
 * @param offset how many of them to pass over, newest first
 * @param most how many of them to give, 1 to {@link #MOST}
 */
public record ReleaseQuery(
        Set<String> environments,
        String text,
        Set<ReleaseState> states,
        Optional<ReleaseKind> kind,
        Optional<String> job,
        Optional<String> jobPrefix,
        Optional<String> branch,
        Optional<Instant> from,
        Optional<Instant> to,
        int offset,
        int most) {
    /** The longest page. */
    public static final int MOST = 500;

    private static final int USUAL = 50;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException with a message for people
     */
    public ReleaseQuery {
        environments = Set.copyOf(environments);
        Objects.requireNonNull(text, "text");
        states = Set.copyOf(states);
        if (offset < 0) {
            throw new IllegalArgumentException("offset: " + offset + " is less than 0; use 0 for the newest");
        }
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most: " + most + " is out of range; use 1 to " + MOST);
        }
    }

    /** The newest releases of all environments. */
    public static ReleaseQuery all() {
        return new ReleaseQuery(
                Set.of(),
                "",
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                USUAL);
    }

    /** The newest releases of one environment. */
    public static ReleaseQuery of(String environment) {
        return all().in(Set.of(environment));
    }

    /** The same of these environments. */
    public ReleaseQuery in(Set<String> names) {
        return new ReleaseQuery(names, text, states, kind, job, jobPrefix, branch, from, to, offset, most);
    }

    /** The same with these words. */
    public ReleaseQuery containing(String words) {
        return new ReleaseQuery(environments, words, states, kind, job, jobPrefix, branch, from, to, offset, most);
    }

    /** The same of one job. */
    public ReleaseQuery ofJob(String name) {
        return new ReleaseQuery(
                environments, text, states, kind, Optional.of(name), jobPrefix, branch, from, to, offset, most);
    }

    /** The same of all jobs of a folder or multibranch project. */
    public ReleaseQuery ofJobsBelow(String name) {
        return new ReleaseQuery(
                environments, text, states, kind, job, Optional.of(name), branch, from, to, offset, most);
    }

    /** Another part of the same. */
    public ReleaseQuery page(int passedOver, int atMost) {
        return new ReleaseQuery(environments, text, states, kind, job, jobPrefix, branch, from, to, passedOver, atMost);
    }

    /**
     * Whether a release is one of them, wherever it is.
     *
     * @param told whether who asks may know where a release came from; asked only where that matters
     */
    Predicate<ReleaseSummary> matcher(JobNames names, Predicate<ReleaseSummary> told) {
        List<String> words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        boolean anyText = text.isBlank();
        return summary -> (states.isEmpty() || states.contains(summary.state()))
                && (kind.isEmpty() || kind.get() == summary.kind())
                && (branch.isEmpty() || branch.get().equals(summary.branch()) && told.test(summary))
                && (from.isEmpty() || !summary.openedAt().isBefore(from.get()))
                && (to.isEmpty() || summary.openedAt().isBefore(to.get()))
                && isOfJob(summary, names, told)
                && (anyText || words.stream().allMatch(word -> isFound(word, summary, told)));
    }

    private boolean isOfJob(ReleaseSummary summary, JobNames names, Predicate<ReleaseSummary> told) {
        if (job.isEmpty() && jobPrefix.isEmpty()) {
            return true;
        }
        String now = names.now(summary.job(), summary.openedAt());
        return (job.isEmpty() || job.get().equals(now))
                && (jobPrefix.isEmpty() || JobNames.isAtOrBelow(now, jobPrefix.get()))
                && told.test(summary);
    }

    private static boolean isFound(String word, ReleaseSummary summary, Predicate<ReleaseSummary> told) {
        return isNumber(word, summary) || isDeployed(word, summary) || isCalled(word, summary) && told.test(summary);
    }

    private static boolean isCalled(String word, ReleaseSummary summary) {
        return has(summary.name(), word)
                || has(summary.description(), word)
                || has(summary.who(), word)
                || has(summary.branch(), word)
                || has(summary.job(), word);
    }

    /** A loop: this is done for each of many thousand releases. */
    private static boolean isDeployed(String word, ReleaseSummary summary) {
        for (TargetChange change : summary.changes()) {
            if (has(change.target().id(), word) || has(change.pin(), word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumber(String word, ReleaseSummary summary) {
        String number = Integer.toString(summary.id().number());
        return word.equals(number) || (word.startsWith("#") && word.substring(1).equals(number));
    }

    private static boolean has(Pin pin, String word) {
        return pin instanceof BuildPin build
                ? has(build.buildId(), word)
                        || has(build.commit(), word)
                        || has(build.branch(), word)
                        || has(build.buildService(), word)
                : has(pin.summary(), word);
    }

    /** Without a copy of the text in small letters, and by comparing one letter first: most releases are looked at in vain. */
    private static boolean has(String text, String word) {
        char small = word.charAt(0);
        char capital = Character.toUpperCase(small);
        int last = text.length() - word.length();
        for (int start = 0; start <= last; start++) {
            char letter = text.charAt(start);
            if ((letter == small || letter == capital) && text.regionMatches(true, start, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
