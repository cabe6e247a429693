package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What two releases put on a target.
 *
 * @param target job or service
 * @param from what the first one put there; empty where nothing
 * @param to what the second one put there; empty where nothing
 * @param between the builds after the first one's up to the second one's, newest first, or the other way round where that went back; empty where the platform does
 *     not tell
 */
public record TargetDifference(Target target, Optional<Pin> from, Optional<Pin> to, Optional<List<BuildPin>> between) {
    public TargetDifference {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        between = between.map(List::copyOf);
    }

    /** Whether both put the same there. */
    public boolean isSame() {
        return from.isPresent() && to.isPresent() && Pins.isSame(from.get(), to.get());
    }

    /** The two builds where both are, of one build service and branch, which are not the same and of which it is known when they were built. */
    Optional<BuildRange> range() {
        if (!isSame()
                && from.orElse(null) instanceof BuildPin first
                && to.orElse(null) instanceof BuildPin second
                && first.buildService().equals(second.buildService())
                && first.branch().equals(second.branch())
                && first.builtAt().isPresent()
                && second.builtAt().isPresent()) {
            return Optional.of(new BuildRange(first, second));
        }
        return Optional.empty();
    }

    TargetDifference with(List<BuildPin> builds) {
        return new TargetDifference(target, from, to, Optional.of(builds));
    }
}
