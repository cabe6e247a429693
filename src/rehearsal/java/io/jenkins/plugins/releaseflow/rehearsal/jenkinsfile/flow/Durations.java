package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times as people say them. */
public final class Durations {

    private Durations() {}

    /** Such as {@code 1 hr 5 min}, {@code 30 sec} or {@code 200 ms}. */
    public static String format(Duration time) {
        List<String> parts = new ArrayList<>();
        add(parts, time.toHours(), "hr");
        add(parts, time.toMinutesPart(), "min");
        add(parts, time.toSecondsPart(), "sec");
        return parts.isEmpty() ? time.toMillis() + " ms" : String.join(" ", parts);
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit);
        }
    }
}
