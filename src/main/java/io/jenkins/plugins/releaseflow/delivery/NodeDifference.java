package io.jenkins.plugins.releaseflow.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What two releases did at nodes of the same label.
 *
 * @param label the label
 * @param from how long it took in the first one; empty where that had no such node, or it has not ended
 * @param to how long it took in the second one
 * @param parameters what was asked for that is not the same
 */
public record NodeDifference(
        String label, Optional<Duration> from, Optional<Duration> to, List<ParameterDifference> parameters) {
    public NodeDifference {
        parameters = List.copyOf(parameters);
    }
}
