package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Run;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.Optional;
import java.util.stream.Stream;

/** The releases that a build made, and which of its steps made which. */
final class StepReleases {
    private StepReleases() {}

    /** Ids of all releases that the build knows of. */
    static Stream<ReleaseId> known(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(BuildReleasesAction.class)).stream()
                .flatMap(action -> action.releases().stream());
    }

    /**
     * What a step opened, be it open or ended. Reads the disk. A crash may have come before the build was saved with the id of its release, so the open releases of
     * all environments are looked at too.
     *
     * @param step key of the step; a step that was kept by an earlier version has an empty one, and finds nothing
     */
    static Optional<Release> of(Run<?, ?> run, String step, ReleaseEngine engine) {
        if (step.isEmpty()) {
            return Optional.empty();
        }
        Ledger ledger = engine.ledger();
        Stream<ReleaseId> open = ledger.environments().stream()
                .flatMap(name -> ledger.environment(name).list().stream())
                .filter(summary -> !summary.state().isEnd())
                .map(summary -> summary.id());
        return Stream.concat(known(run), open)
                .distinct()
                .flatMap(id -> read(ledger.environment(id.environment()), id))
                .filter(release -> isOf(release, step))
                .findFirst();
    }

    private static boolean isOf(Release release, String step) {
        return release.origin().step().equals(step)
                || release.rollback().filter(order -> order.step().equals(step)).isPresent();
    }

    private static Stream<Release> read(EnvironmentLedger environment, ReleaseId id) {
        return environment.read(id.number()).stream();
    }
}
