package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.ledger.TargetChange;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what {@code to: 'previous'} means. A pure function of the summaries. */
public final class PreviousRelease {
    private PreviousRelease() {}

    /**
     * The newest release that went well before the one that is to be left, and put something on all targets that this one changed: where an application of another job was released in
     * between, that says nothing about them. Where there is no such release, the newest one that went well and changed something. A rollback stands for the release that it went back to: what was left by it is
     * never gone back to.
     *
     * @param newestFirst the releases of the environment
     * @param leaving number of the release to leave; empty for the newest one that changed a target
     * @return its number; empty where there is none
     */
    public static Optional<Integer> of(List<ReleaseSummary> newestFirst, OptionalInt leaving) {
        Optional<ReleaseSummary> left = newestFirst.stream()
                .filter(release -> leaving.isPresent()
                        ? release.id().number() == leaving.getAsInt()
                        : !release.changes().isEmpty())
                .findFirst();
        return left.flatMap(release -> before(newestFirst, stoodFor(release), targets(release))
                .or(() -> before(newestFirst, stoodFor(release), Set.of())));
    }

    private static int stoodFor(ReleaseSummary release) {
        return release.state() == ReleaseState.RELEASED
                ? release.rollbackTo().orElse(release.id().number())
                : release.id().number();
    }

    private static Set<Target> targets(ReleaseSummary release) {
        return release.changes().stream().map(TargetChange::target).collect(Collectors.toSet());
    }

    private static Optional<Integer> before(List<ReleaseSummary> newestFirst, int number, Set<Target> needed) {
        return newestFirst.stream()
                .filter(release -> release.id().number() < number)
                .filter(release -> release.state() == ReleaseState.RELEASED)
                .filter(release -> release.kind() != ReleaseKind.UNKNOWN)
                .filter(release -> !release.changes().isEmpty())
                .filter(release -> targets(release).containsAll(needed))
                .findFirst()
                .map(release -> release.id().number());
    }
}
