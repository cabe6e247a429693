package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Two builds of a branch, one of which is newer. Both know when they were built. */
record BuildRange(BuildPin from, BuildPin to) {
    private static Instant builtAt(BuildPin pin) {
        return pin.builtAt().orElseThrow();
    }

    private Instant oldest() {
        return builtAt(from).isBefore(builtAt(to)) ? builtAt(from) : builtAt(to);
    }

    private Instant newest() {
        return builtAt(from).isBefore(builtAt(to)) ? builtAt(to) : builtAt(from);
    }

    boolean isNotAfterOldest(BuildPin build) {
        return build.builtAt().filter(at -> !at.isAfter(oldest())).isPresent();
    }

    /** Those of the branch after the older one, up to the newer one, newest first. */
    List<BuildPin> within(List<BuildPin> builds) {
        return builds.stream()
                .filter(build -> build.branch().equals(to.branch()))
                .filter(build -> build.builtAt()
                        .filter(at -> at.isAfter(oldest()) && !at.isAfter(newest()))
                        .isPresent())
                .sorted(Comparator.comparing(BuildRange::builtAt).reversed())
                .toList();
    }
}
