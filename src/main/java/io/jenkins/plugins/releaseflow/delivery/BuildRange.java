package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.time.Instant;
import java.util.List;

/** Two builds of a branch, one of which is newer. Both know when they were built. */
record BuildRange(BuildPin from, BuildPin to) {
    private Instant builtAt(BuildPin pin) {
        return pin.builtAt().orElseThrow();
    }

    Instant oldest() {
        return builtAt(from).isBefore(builtAt(to)) ? builtAt(from) : builtAt(to);
    }

    private Instant newest() {
        return builtAt(from).isBefore(builtAt(to)) ? builtAt(to) : builtAt(from);
    }

    /** Those after the older one, up to the newer one. */
    List<BuildPin> within(List<BuildPin> builds) {
        return builds.stream()
                .filter(build -> build.builtAt()
                        .filter(at -> at.isAfter(oldest()) && !at.isAfter(newest()))
                        .isPresent())
                .toList();
    }
}
