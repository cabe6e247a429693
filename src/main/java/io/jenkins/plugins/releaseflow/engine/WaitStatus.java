package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the waiting for an operation stands.
 *
 * @param platformState the platform's word for it at the last look; empty before the first
 * @param nextLookAt when it is looked at next, as far as that is known
 * @param budget the requests that are left, where the platform tells
 * @param hasLog whether its log is followed
 * @param lastLineAt when lines of its log last came; empty where none came yet
 * @param trouble what the last look failed with; empty where it went well
 */
public record WaitStatus(
        String platformState,
        Instant nextLookAt,
        Optional<RequestBudget> budget,
        boolean hasLog,
        Optional<Instant> lastLineAt,
        Optional<String> trouble) {
    public WaitStatus {
        Objects.requireNonNull(platformState, "platformState");
        Objects.requireNonNull(nextLookAt, "nextLookAt");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(lastLineAt, "lastLineAt");
        Objects.requireNonNull(trouble, "trouble");
    }

    /** For example {@code RUNNING; next look in 30 s, 612 of 1000 requests left this hour, last log line 40 s ago}. */
    public String text(Instant now) {
        StringBuilder text = new StringBuilder(platformState.isEmpty() ? "not looked at yet" : platformState);
        Duration untilLook = Duration.between(now, nextLookAt);
        text.append("; ")
                .append(
                        untilLook.isNegative() || untilLook.isZero()
                                ? "next look as soon as there are requests for it"
                                : "next look in " + Durations.text(untilLook));
        budget.ifPresent(left -> text.append(", ")
                .append(left.remaining())
                .append(" of ")
                .append(left.limit())
                .append(" requests left this hour"));
        if (hasLog) {
            text.append(", ")
                    .append(lastLineAt
                            .map(at -> "last log line " + Durations.text(Duration.between(at, now)) + " ago")
                            .orElse("no log line yet"));
        }
        trouble.ifPresent(what -> text.append("; the last look failed: ").append(what));
        return text.toString();
    }
}
