package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that differ in anything but the values of variables are not the same work: the one is no second try of the other. */
class WorkDigestTest {
    @Test
    void everyFieldOfARunCounts() {
        CommandOverride process = CommandOverride.of(Optional.empty(), Optional.empty(), Optional.of("migrate"), false);
        NodeWork.RunSource build = NodeWork.RunSource.of(BuildSelector.ofId("app", "b1"), false);
        List<String> digests = List.of(
                digest(CommandOverride.UNCHANGED, NodeWork.RunSource.DEPLOYED, Optional.empty(), Concurrency.FORBID),
                digest(process, NodeWork.RunSource.DEPLOYED, Optional.empty(), Concurrency.FORBID),
                digest(CommandOverride.UNCHANGED, build, Optional.empty(), Concurrency.FORBID),
                digest(
                        CommandOverride.UNCHANGED,
                        NodeWork.RunSource.of(BuildSelector.ofId("app", "b2"), false),
                        Optional.empty(),
                        Concurrency.FORBID),
                digest(CommandOverride.UNCHANGED, NodeWork.RunSource.DEPLOYED, Optional.of("p"), Concurrency.FORBID),
                digest(CommandOverride.UNCHANGED, NodeWork.RunSource.DEPLOYED, Optional.empty(), Concurrency.QUEUE));

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void aPlainRunHasTheDigestThatEarlierVersionsWrote() {
        assertThat(WorkDigest.of(new NodeWork.RunJob("run-find", Optional.empty(), Map.of())))
                .isEqualTo("bde0fb92d09cb6fe");
    }

    @Test
    void theDatabaseOfAMigrationCountsWhereOneIsDeclared() {
        Migration declared = new Migration(MigrationVerdict.UNKNOWN, Optional.empty(), Optional.of("orders"));
        assertThat(WorkDigest.of(new NodeWork.RunJob("run-find", Optional.empty(), Map.of(), declared)))
                .isNotEqualTo(WorkDigest.of(new NodeWork.RunJob("run-find", Optional.empty(), Map.of())));
    }

    private static String digest(
            CommandOverride override, NodeWork.RunSource source, Optional<String> plan, Concurrency concurrency) {
        return WorkDigest.of(new NodeWork.RunJob(
                "migrate", override, Map.of("A", "1"), Migration.undeclared(), source, plan, concurrency));
    }
}
