package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a trigger knows of a build service: which builds are no news, and which still have to start the job.
 *
 * @param since builds that were made before this are no news: they show up where newer ones are deleted
 * @param ids of the builds that were listed at the last look
 * @param newest of all builds that were seen; empty where none was
 * @param pending builds for which the job has to be started, oldest first, until it says that it was
 */
public record SeenBuilds(Instant since, Set<String> ids, Optional<BuildPin> newest, List<BuildPin> pending) {
    public SeenBuilds {
        Objects.requireNonNull(since, "since");
        ids = Set.copyOf(ids);
        Objects.requireNonNull(newest, "newest");
        pending = List.copyOf(pending);
    }

    /** Without a build that has started the job, or does not have to any more. */
    SeenBuilds without(String buildId) {
        return new SeenBuilds(
                since,
                ids,
                newest,
                pending.stream()
                        .filter(build -> !build.buildId().equals(buildId))
                        .toList());
    }
}
