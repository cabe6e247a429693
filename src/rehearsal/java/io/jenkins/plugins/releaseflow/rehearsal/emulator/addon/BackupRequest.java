package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Content;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a backup is asked to be.
 *
 * @param name 3 to 39 characters; made from the date when empty
 * @param type {@code dump} or {@code snapshot}
 * @param compression {@code gz} or {@code zstd}
 * @param destinations where it goes
 */
public record BackupRequest(Optional<String> name, String type, String compression, Destinations destinations) {
    private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9]+((-|\\s|/|:)[a-zA-Z0-9]+)*$");

    public BackupRequest {
        name.ifPresent(BackupRequest::checkName);
        if (!List.of("dump", "snapshot").contains(type)) {
            throw Refusal.invalid("backupType is '" + type + "' but must be dump or snapshot");
        }
        if (!List.of("gz", "zstd").contains(compression)) {
            throw Refusal.invalid("compressionType is '" + compression + "' but must be gz or zstd");
        }
        destinations.check(type);
    }

    Content content() {
        return type.equals("dump") ? Content.DUMP : Content.SNAPSHOT;
    }

    private static void checkName(String name) {
        if (name.length() < 3 || name.length() > 39 || !NAME.matcher(name).matches()) {
            throw Refusal.invalid("name is '" + name + "' but must have 3 to 39 characters and match " + NAME);
        }
    }

    /** A name as an id. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s/:]", "-");
    }
}
