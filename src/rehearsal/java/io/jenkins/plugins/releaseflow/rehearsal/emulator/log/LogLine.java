package io.jenkins.plugins.releaseflow.rehearsal.emulator.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One line of a log.
 *
 * @param time when the emulator saw it, to the nanosecond, unique within the emulator
 * @param container what wrote it; no spaces
 * @param text the line without its end
 */
public record LogLine(Instant time, String container, String text) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSX").withZone(ZoneOffset.UTC);

    /** The time with nine digits of a second, so that it sorts as text. */
    public String timestamp() {
        return TIME.format(time);
    }

    String toText() {
        return timestamp() + " " + container + " " + text + "\n";
    }

    /** Reads a stored line back; empty for one that a crash tore. */
    static Optional<LogLine> parse(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LogLine(Instant.parse(parts[0]), parts[1], parts[2]));
        } catch (DateTimeParseException torn) {
            return Optional.empty();
        }
    }
}
