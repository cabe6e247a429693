package io.jenkins.plugins.releaseflow.engine;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
public final class Durations {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private Durations() {}

    /** For example {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
    public static String text(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        long seconds = millis / 1000;
        if (seconds < 10) {
            // Cut, not rounded, as the larger units are.
            return String.format(Locale.ROOT, "%.1f s", millis / 100 / 10.0);
        } else if (seconds < MINUTE) {
            return seconds + " s";
        } else if (seconds < HOUR) {
            return seconds / MINUTE + " min" + (seconds % MINUTE == 0 ? "" : " " + seconds % MINUTE + " s");
        }
        return seconds / HOUR + " h" + (seconds % HOUR < MINUTE ? "" : " " + seconds % HOUR / MINUTE + " min");
    }
}
