package io.jenkins.plugins.releaseflow.platform;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the platform shows of an operation at one look.
 *
 * @param phase how far it is
 * @param platformState the platform's own word for it, for example {@code in-progress}
 * @param message what the platform says besides; empty where it says nothing
 * @param startedAt when the work began on the platform, where it tells
 * @param endedAt when the work ended on the platform, where it tells
 * @param facts results by name, for example {@link #SIZE}; shown in the record and given to the script
 */
public record OperationStatus(
        OperationPhase phase,
        String platformState,
        String message,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Map<String, String> facts) {
    /** Name of a fact: size of a backup, in bytes. */
    public static final String SIZE = "size";

    /** Name of a fact: why a run ended badly; one of the words below, absent where nobody can say. */
    public static final String EXIT_REASON = "exitReason";

    /** An exit reason: the command ended with an error. */
    public static final String FAILED = "failed";

    /** An exit reason: it took longer than the platform gives it. */
    public static final String TIME_LIMIT = "timeLimit";

    /** An exit reason: somebody, or the platform, killed it. */
    public static final String ABORTED = "aborted";

    /** An exit reason: it used more memory than it may. */
    public static final String OUT_OF_MEMORY = "outOfMemory";

    public OperationStatus {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(platformState, "platformState");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        facts = Map.copyOf(facts);
    }

    /** The same with another message. */
    public OperationStatus with(String other) {
        return new OperationStatus(phase, platformState, other, startedAt, endedAt, facts);
    }

    /** A status without times, message and facts. */
    public static OperationStatus of(OperationPhase phase, String platformState) {
        return new OperationStatus(phase, platformState, "", Optional.empty(), Optional.empty(), Map.of());
    }
}
