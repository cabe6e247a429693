package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Pin;

/** Whether two pins mean the same. A platform may tell less of a build than the ledger, so a build's id decides. */
final class Pins {
    private Pins() {}

    static boolean isSame(Pin one, Pin other) {
        if (one instanceof BuildPin first && other instanceof BuildPin second) {
            return first.buildId().equals(second.buildId())
                    && first.buildService().equals(second.buildService());
        }
        return one.equals(other);
    }
}
