package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Where a backup was asked to go. The emulator notes it, and keeps the backup in its own place: it has no other.
 *
 * @param custom id of the destination of a dump
 * @param additional destinations of a snapshot
 */
public record Destinations(Optional<String> custom, List<Additional> additional) {
    static final Destinations NONE = new Destinations(Optional.empty(), List.of());

    public Destinations {
        additional = List.copyOf(additional);
    }

    /**
     * One more destination.
     *
     * @param retentionTime in days
     * @param type {@code custom}
     */
    public record Additional(String destinationId, Optional<Integer> retentionTime, String type) {
        public Additional {
            if (destinationId.isBlank()) {
                throw Refusal.invalid("additionalDestinations.destinationId is missing");
            } else if (!type.equals("custom")) {
                throw Refusal.invalid("additionalDestinations.type is '" + type + "' but must be custom");
            } else if (retentionTime.filter(days -> days < 1).isPresent()) {
                throw Refusal.invalid("additionalDestinations.retentionTime must be 1 or more days");
            }
        }
    }

    void check(String backupType) {
        if (backupType.equals("snapshot") && custom.isPresent()) {
            throw Refusal.invalid("customDestinationId is for dumps only");
        } else if (backupType.equals("dump") && !additional.isEmpty()) {
            throw Refusal.invalid("additionalDestinations are for snapshots only");
        }
    }
}
