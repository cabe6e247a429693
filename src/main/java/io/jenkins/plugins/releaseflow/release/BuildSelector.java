package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which build a step asks for, before it is resolved to a {@link BuildPin}.
 *
 * @param buildService id of the build service
 * @param branch branch to take builds from
 * @param pullRequest number of the pull request to take builds from; exclusive with the branch
 * @param commit full or abbreviated commit, or {@link #LATEST} for the newest finished build
 * @param buildId a build by its id; then only the build service matters besides
 */
public record BuildSelector(
        String buildService,
        Optional<String> branch,
        Optional<Integer> pullRequest,
        String commit,
        Optional<String> buildId) {
    /** The newest build that succeeded. */
    public static final String LATEST = "latest";

    private static final Pattern BY_ID = Pattern.compile("(\\S+) build (\\S+)");
    private static final Pattern BY_SOURCE =
            Pattern.compile("(\\S+)(?: branch (\\S+))?(?: pull request (\\d{1,9}))? commit (\\S+)");

    public BuildSelector {
        Objects.requireNonNull(buildService, "buildService");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(pullRequest, "pullRequest");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(buildId, "buildId");
    }

    /** Whether the newest finished build is meant. */
    public boolean isLatest() {
        return buildId.isEmpty() && commit.equals(LATEST);
    }

    /** The step's parameter that says which build is meant. */
    public String parameter() {
        return buildId.isPresent() ? "buildId" : isLatest() ? "build" : "commit";
    }

    /** The choice of one build by its id. */
    public static BuildSelector ofId(String buildService, String buildId) {
        return new BuildSelector(buildService, Optional.empty(), Optional.empty(), LATEST, Optional.of(buildId));
    }

    /**
     * The selector of which {@link #text()} is this; empty where it is none. Ids and names of branches have no blanks.
     */
    public static Optional<BuildSelector> ofText(String text) {
        Matcher byId = BY_ID.matcher(text);
        if (byId.matches()) {
            return Optional.of(ofId(byId.group(1), byId.group(2)));
        }
        Matcher parts = BY_SOURCE.matcher(text);
        return parts.matches()
                ? Optional.of(new BuildSelector(
                        parts.group(1),
                        Optional.ofNullable(parts.group(2)),
                        Optional.ofNullable(parts.group(3)).map(Integer::valueOf),
                        parts.group(4),
                        Optional.empty()))
                : Optional.empty();
    }

    /** A text that is equal exactly for equal selectors, for example {@code shop-build branch main commit latest}. */
    public String text() {
        StringBuilder text = new StringBuilder(buildService);
        if (buildId.isPresent()) {
            return text.append(" build ").append(buildId.get()).toString();
        }
        branch.ifPresent(name -> text.append(" branch ").append(name));
        pullRequest.ifPresent(number -> text.append(" pull request ").append(number));
        return text.append(" commit ").append(commit).toString();
    }
}
