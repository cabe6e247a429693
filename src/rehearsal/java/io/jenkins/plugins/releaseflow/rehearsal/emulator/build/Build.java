package io.jenkins.plugins.releaseflow.rehearsal.emulator.build;

import java.time.Instant;
import java.util.Optional;

/**
 * One build of a commit.
 *
 * @param id such as {@code joyous-view-6290}
 * @param number counts the build service's builds, from 1
 * @param branch the branch it was built for
 * @param pullRequest the pull request it was built for
 * @param sha the commit, 40 hexadecimal digits
 * @param command what built it; empty in the state of an earlier version
 */
public record Build(
        String id,
        int number,
        Optional<String> branch,
        Optional<Integer> pullRequest,
        String sha,
        Optional<String> command,
        Instant createdAt,
        BuildStatus status,
        Optional<Instant> concludedAt) {

    Build with(BuildStatus next, Instant now) {
        return new Build(
                id,
                number,
                branch,
                pullRequest,
                sha,
                command,
                createdAt,
                next,
                next.isEnd() ? Optional.of(now) : Optional.empty());
    }

    /** Whether it can be deployed. */
    public boolean succeeded() {
        return status == BuildStatus.SUCCESS;
    }
}
