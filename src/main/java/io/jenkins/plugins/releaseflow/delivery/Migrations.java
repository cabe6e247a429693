package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.List;
import java.util.Optional;

/** Finds what releases did to the database. Pure functions. */
final class Migrations {
    private Migrations() {}

    /** The migrations of a release, in the order of its nodes. Runs of which it is certain that they never began are none. */
    static List<RanMigration> of(Release release) {
        return release.nodeList().stream()
                .flatMap(node -> of(release, node).stream())
                .toList();
    }

    private static Optional<RanMigration> of(Release release, Node node) {
        return node.request()
                .filter(JobRunRequest.class::isInstance)
                .map(JobRunRequest.class::cast)
                .filter(run -> run.migration().verdict() != MigrationVerdict.NONE)
                .filter(run -> node.runningAt().isPresent())
                .map(run -> new RanMigration(
                        release.id(),
                        node.id(),
                        run.job(),
                        run.command(),
                        run.migration(),
                        node.state(),
                        node.runningAt().orElseThrow()));
    }
}
