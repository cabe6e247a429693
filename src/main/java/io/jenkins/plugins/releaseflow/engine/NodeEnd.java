package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.NodeState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a node ends.
 *
 * @param state one of the ends
 * @param facts results by name
 * @param failure why it did not complete; empty where it did
 */
record NodeEnd(NodeState state, Map<String, String> facts, Optional<Failure> failure) {
    NodeEnd {
        Objects.requireNonNull(state, "state");
        facts = Map.copyOf(facts);
        Objects.requireNonNull(failure, "failure");
    }

    static NodeEnd of(NodeState state, String message) {
        return new NodeEnd(state, Map.of(), Optional.of(Failure.of(message)));
    }

    static NodeEnd of(NodeState state, String message, PlatformException trouble) {
        return new NodeEnd(state, Map.of(), Optional.of(new Failure(message, trouble.answer(), List.of())));
    }

    /** The same end, with more at the end of its message. */
    NodeEnd with(String more) {
        return new NodeEnd(
                state,
                facts,
                failure.map(known -> new Failure(known.message() + more, known.answer(), known.logTail())));
    }

    /** The same end, with the last lines of a log. */
    NodeEnd with(List<String> logTail) {
        return new NodeEnd(state, facts, failure.map(known -> new Failure(known.message(), known.answer(), logTail)));
    }

    List<String> logTail() {
        return failure.map(Failure::logTail).orElse(List.of());
    }
}
