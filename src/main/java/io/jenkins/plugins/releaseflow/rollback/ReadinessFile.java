package io.jenkins.plugins.releaseflow.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What was last found of an environment's releases, kept over restarts. All of it can be found out anew, so a file that is missing or damaged costs only that. Used
 * by one thread at a time.
 */
final class ReadinessFile {
    private static final Logger LOGGER = Logger.getLogger(ReadinessFile.class.getName());
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int VERSION = 1;

    private final Path file;

    ReadinessFile(Path file) {
        this.file = file;
    }

    /**
     * What is in it.
     *
     * @param releases by number
     * @param retained addon and id of backups that the platform was asked to keep, and said that it does
     */
    record Kept(Map<Integer, Readiness> releases, Set<String> retained) {
        Kept {
            releases = Map.copyOf(releases);
            retained = Set.copyOf(retained);
        }
    }

    Kept read() {
        Map<Integer, Readiness> releases = new HashMap<>();
        Set<String> retained = new HashSet<>();
        try {
            JsonNode json = Files.isRegularFile(file) ? MAPPER.readTree(file.toFile()) : MAPPER.createObjectNode();
            if (json.path("v").asInt() == VERSION) {
                json.path("releases")
                        .properties()
                        .forEach(entry -> releases.put(Integer.valueOf(entry.getKey()), readiness(entry.getValue())));
                json.path("retained").forEach(backup -> retained.add(backup.asText()));
            }
        } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
            LOGGER.log(Level.INFO, damaged, () -> file + " can't be read; what it says is found out anew");
        }
        return new Kept(releases, retained);
    }

    private static Readiness readiness(JsonNode json) {
        return new Readiness(
                Instant.parse(json.path("at").asText()),
                Readiness.State.valueOf(json.path("state").asText()),
                DatabaseWay.of(json.path("way").asText()),
                MigrationVerdict.valueOf(json.path("verdict").asText()),
                Readiness.Backups.valueOf(json.path("backups").asText()),
                json.path("text").asText());
    }

    /** Whole or not at all. */
    void write(Kept kept) {
        ObjectNode json = MAPPER.createObjectNode().put("v", VERSION);
        ObjectNode releases = json.putObject("releases");
        kept.releases().forEach((number, readiness) -> {
            ObjectNode one = releases.putObject(number.toString());
            one.put("at", readiness.at().toString());
            one.put("state", readiness.state().name());
            readiness.way().ifPresent(way -> one.put("way", way.word()));
            one.put("verdict", readiness.verdict().name());
            one.put("backups", readiness.backups().name());
            one.put("text", readiness.text());
        });
        kept.retained().stream().sorted().forEach(json.putArray("retained")::add);
        try {
            Path anew = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(anew, json.toString());
            Files.move(anew, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            LOGGER.log(Level.WARNING, unwritable, () -> file + " can't be written; it is found out anew after a start");
        }
    }
}
