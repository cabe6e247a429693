package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Compares releases: by the ledger, and with what the platform knows of the builds in between. Safe for use by many threads. */
public final class ReleaseComparer {
    /** How many releases are read for the migrations in between. */
    public static final int MOST_BETWEEN = 500;

    private ReleaseComparer() {}

    /**
     * Compares two releases. Reads the disk, and then asks the platform.
     *
     * @param platform what the environment is bound to; empty where it is not configured any more
     * @return the comparison; where the platform does not answer, it lacks only the builds in between
     * @throws IllegalArgumentException with a message for people, where a release is not there or too many lie in between
     */
    public static CompletionStage<ReleaseComparison> compare(
            EnvironmentLedger ledger, int from, int to, Optional<Platform> platform) {
        Release first = read(ledger, "from", from);
        Release second = read(ledger, "to", to);
        List<Integer> since = ledger.list().stream()
                .map(ReleaseSummary::id)
                .map(id -> id.number())
                .filter(number -> number > Math.min(from, to) && number <= Math.max(from, to))
                .sorted()
                .toList();
        if (since.size() > MOST_BETWEEN) {
            throw new IllegalArgumentException("to: between releases #" + from + " and #" + to + " lie " + since.size()
                    + " others; compare releases that are at most " + MOST_BETWEEN + " apart");
        }
        List<Release> read =
                since.stream().flatMap(number -> ledger.read(number).stream()).toList();
        ReleaseComparison compared = ReleaseComparison.of(first, second, read);
        return platform.map(known -> withBuilds(compared, known))
                .orElseGet(() -> CompletableFuture.completedFuture(compared));
    }

    private static Release read(EnvironmentLedger ledger, String parameter, int number) {
        return ledger.read(number)
                .orElseThrow(() -> new IllegalArgumentException(
                        parameter + ": there is no release " + ledger.environment() + " #" + number));
    }

    private static CompletionStage<ReleaseComparison> withBuilds(ReleaseComparison compared, Platform platform) {
        CompletionStage<ReleaseComparison> known = CompletableFuture.completedFuture(compared);
        List<BuildRange> ranges = compared.targets().stream()
                .flatMap(target -> target.range().stream())
                .distinct()
                .toList();
        for (BuildRange range : ranges) {
            known = known.thenCombine(
                    builds(platform, range), (comparison, builds) -> builds.map(between -> comparison.with(target ->
                                    target.range().filter(range::equals).isPresent() ? target.with(between) : target))
                            .orElse(comparison));
        }
        return known;
    }

    /** Empty where the platform does not list the older one any more, so that some in between may be missing. */
    private static CompletionStage<Optional<List<BuildPin>>> builds(Platform platform, BuildRange range) {
        return platform.succeededBuilds(range.to().buildService())
                .thenApply(listed -> listed.stream().map(SucceededBuild::pin).toList())
                .thenApply(listed -> Optional.of(listed)
                        .filter(builds -> builds.stream().anyMatch(range::isNotAfterOldest))
                        .map(range::within))
                .exceptionally(trouble -> Optional.empty());
    }
}
