package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Run;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.Optional;
import java.util.stream.Stream;

/** The rollbacks that a build made. */
final class BuildRollbacks {
    private BuildRollbacks() {}

    /** Ids of all releases of the build. */
    static Stream<ReleaseId> releases(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(BuildReleasesAction.class)).stream()
                .flatMap(action -> action.releases().stream());
    }

    /** Its releases that have not ended and are rollbacks. Reads the disk. */
    static Stream<Release> of(Run<?, ?> run, ReleaseEngine engine) {
        return releases(run)
                .flatMap(id -> engine.ledger().environment(id.environment()).read(id.number()).stream())
                .filter(Release::isOpen)
                .filter(release -> release.rollback().isPresent());
    }
}
