package io.jenkins.plugins.releaseflow.rehearsal.emulator.log;

import java.time.Clock;
import java.time.Instant;

/** Gives every log line a time of its own: never the same twice, never going back. Thread-safe. */
public final class LogClock {
    private final Clock clock;
    private Instant last = Instant.EPOCH;

    public LogClock(Clock clock) {
        this.clock = clock;
    }

    /** Now, or one nanosecond after the time given last when the clock has not moved on. */
    public synchronized Instant next() {
        Instant now = clock.instant();
        last = now.isAfter(last) ? now : last.plusNanos(1);
        return last;
    }
}
