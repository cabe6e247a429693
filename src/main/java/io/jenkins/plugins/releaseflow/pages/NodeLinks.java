package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Optional;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Where people see the operations of nodes on the platform. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface NodeLinks {
    /** The page of a node's operation; empty where the platform has none, or is not known here. */
    Optional<String> of(Node node);

    /** No links at all. */
    static NodeLinks none() {
        return node -> Optional.empty();
    }

    /** Links to the platform of a release, which came from there by the names of now; none where it is not configured any more. */
    static NodeLinks of(Release release, Origin origin, Platforms platforms) {
        try {
            Function<OperationReference, Optional<String>> links =
                    platforms.links(release.id().environment(), origin);
            return node -> node.reference().flatMap(links);
        } catch (IllegalArgumentException notConfigured) {
            return none();
        }
    }
}
