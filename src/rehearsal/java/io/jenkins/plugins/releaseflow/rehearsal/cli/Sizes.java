package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {
    private static final int STEP = 1000;

    /** What is shown as 1000.0 belongs to the next unit. */
    private static final double ROUNDED_UP = 999.95;

    private Sizes() {}

    /** For example {@code 12.3 kB}; decimal units. */
    static String text(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double value = bytes / (double) STEP;
        int unit = 0;
        while (value >= ROUNDED_UP && unit < 3) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, "kMGT".charAt(unit));
    }
}
