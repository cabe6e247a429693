package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the builds that a platform lists are news, and start a job. Pure functions. */
final class NewBuilds {
    private static final Comparator<BuildPin> BY_AGE =
            Comparator.comparing((BuildPin build) -> build.builtAt().orElse(Instant.MIN));

    private NewBuilds() {}

    /**
     * What is known after a look.
     *
     * @param scope which builds matter
     * @param before what was known before; at the first look nothing is news
     * @param listed builds that succeeded, in any order
     */
    static SeenBuilds after(
            BuildPolicy policy,
            Predicate<SucceededBuild> scope,
            Optional<SeenBuilds> before,
            List<SucceededBuild> listed) {
        List<BuildPin> known = listed.stream()
                .filter(scope)
                .map(SucceededBuild::pin)
                .sorted(BY_AGE)
                .toList();
        Set<String> ids = known.stream().map(BuildPin::buildId).collect(Collectors.toSet());
        Optional<BuildPin> newest = Stream.concat(before.flatMap(SeenBuilds::newest).stream(), known.stream())
                .max(BY_AGE);
        Instant since = Stream.concat(
                        before.map(SeenBuilds::since).stream(),
                        known.stream().limit(1).flatMap(oldest -> oldest.builtAt().stream()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        List<BuildPin> pending = new ArrayList<>(before.map(SeenBuilds::pending).orElse(List.of()));
        before.ifPresent(last -> pending.addAll(starting(policy, last, news(last, known))));
        return new SeenBuilds(since, ids, newest, pending);
    }

    private static List<BuildPin> news(SeenBuilds last, List<BuildPin> known) {
        return known.stream()
                .filter(build -> !last.ids().contains(build.buildId()))
                .filter(build ->
                        build.builtAt().map(at -> !at.isBefore(last.since())).orElse(true))
                .toList();
    }

    private static List<BuildPin> starting(BuildPolicy policy, SeenBuilds last, List<BuildPin> news) {
        return switch (policy) {
            case NEVER -> List.of();
            case ALWAYS -> news;
            case CD_PROMOTE ->
                news.stream()
                        .skip(Math.max(0, news.size() - 1))
                        .filter(build -> last.newest()
                                .map(previous -> isNewer(build, previous) && !isSameCommit(build, previous))
                                .orElse(true))
                        .toList();
        };
    }

    /** A build that took its time may be of an older version than one that was seen already. */
    private static boolean isNewer(BuildPin build, BuildPin previous) {
        return build.builtAt()
                .flatMap(at -> previous.builtAt().map(at::isAfter))
                .orElse(true);
    }

    private static boolean isSameCommit(BuildPin build, BuildPin previous) {
        return !build.commit().isEmpty() && build.commit().equals(previous.commit());
    }
}
