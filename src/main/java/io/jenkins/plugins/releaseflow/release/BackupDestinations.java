package io.jenkins.plugins.releaseflow.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a backup goes other than to the platform's own place. Immutable.
 *
 * @param custom id of the destination that a dump goes to in the place of the platform's own; empty for that
 * @param additional where copies of a snapshot go
 */
public record BackupDestinations(Optional<String> custom, List<Additional> additional) {
    /** The platform's own place alone. */
    public static final BackupDestinations NONE = new BackupDestinations(Optional.empty(), List.of());

    private static final Pattern COPY = Pattern.compile("([a-zA-Z0-9][a-zA-Z0-9-]*)(?::([1-9][0-9]{0,4}))?");

    public BackupDestinations {
        Objects.requireNonNull(custom, "custom");
        additional = List.copyOf(additional);
    }

    /**
     * One more place of a snapshot.
     *
     * @param id id of the destination
     * @param days how long the copy is kept there; empty for as long as the destination says
     */
    public record Additional(String id, OptionalInt days) {
        public Additional {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(days, "days");
        }

        @Override
        public String toString() {
            return days.isPresent() ? id + ":" + days.getAsInt() : id;
        }
    }

    /**
     * Reads the additional ones of a text, as {@code s3-eu:30 s3-us}: ids, each with the days that its copy is kept where that is limited.
     *
     * @throws IllegalArgumentException with what is wrong and what to write
     */
    public static List<Additional> additional(String text) {
        List<Additional> found = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (String word : text.isBlank() ? new String[0] : text.trim().split("[\\s,]+")) {
            Matcher copy = COPY.matcher(word);
            if (!copy.matches()) {
                throw new IllegalArgumentException("additionalDestinations: '" + word
                        + "' is no destination; use its id, or id:days, as in 's3-eu:30 s3-us'");
            } else if (!ids.add(copy.group(1))) {
                throw new IllegalArgumentException(
                        "additionalDestinations: names '" + copy.group(1) + "' twice; name it once");
            }
            found.add(new Additional(
                    copy.group(1),
                    copy.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(copy.group(2)))));
        }
        return found;
    }

    /**
     * Refuses what the platform has no place for: dumps go to one destination, and only snapshots have additional ones.
     *
     * @throws IllegalArgumentException naming the parameter, and what to do
     */
    public void check(BackupType type) {
        if (type == BackupType.DUMP && !additional.isEmpty()) {
            throw new IllegalArgumentException(
                    "additionalDestinations: are for snapshots only; use destination for a dump, or type: 'snapshot'");
        } else if (type == BackupType.SNAPSHOT && custom.isPresent()) {
            throw new IllegalArgumentException("destination: '" + custom.get()
                    + "' is for dumps only; use additionalDestinations for a snapshot, or type: 'dump'");
        }
    }
}
