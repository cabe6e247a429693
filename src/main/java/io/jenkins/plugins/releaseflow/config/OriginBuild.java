package io.jenkins.plugins.releaseflow.config;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.Optional;

/** Finds the build that made a release. */
final class OriginBuild {
    private OriginBuild() {}

    /** The build; empty where it is gone, or the release names none. May load it from the disk. */
    static Optional<Run<?, ?>> find(Origin origin) {
        // The engine's threads act as nobody, who may not see most jobs; a build that can't be seen would be taken for
        // one that is gone.
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return origin.build().isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(Run.fromExternalizableId(origin.build()));
        } catch (IllegalArgumentException damaged) {
            // The id can't be read any more, so it is no build's.
            return Optional.empty();
        } finally {
            jenkins.close();
        }
    }
}
