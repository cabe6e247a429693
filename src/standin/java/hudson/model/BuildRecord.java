package hudson.model;

import java.util.ArrayList;
import java.util.List;

/** What is kept of a build: the form of {@code build.xml}. */
@SuppressWarnings("unused") // the fields are what is written
final class BuildRecord {
    private final long timestamp;
    private final String result;
    private final String description;
    private final long duration;
    private final String displayName;
    private final List<Action> actions;

    BuildRecord(
            long timestamp,
            Result result,
            String description,
            long duration,
            String displayName,
            List<Action> actions) {
        this.timestamp = timestamp;
        this.result = result == null ? null : result.toString();
        this.description = description;
        this.duration = duration;
        this.displayName = displayName;
        this.actions = new ArrayList<>(actions);
    }
}
