package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseEventJson;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every version wrote is read by this one. Each folder of {@code src/test/resources/ledgers} is a ledger that a version really wrote, beside what its own
 * {@code show --json} said of each release.
 */
class RecordedLedgersTest {
    private static final Path LEDGERS = Path.of("src/test/resources/ledgers");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path home;

    static Stream<Path> versions() throws IOException {
        return files(LEDGERS, 1).filter(Files::isDirectory);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void releasesShowWhatTheyShowedWhenTheyWereRecorded(Path version) throws IOException {
        copy(version);
        List<Path> expected = files(version.resolve("expected"), 1).toList();
        assertThat(expected).isNotEmpty();

        for (Path file : expected) {
            JsonNode before = MAPPER.readTree(file.toFile());
            JsonNode now = CommandLineCall.call(
                            "show",
                            before.path("number").intValue(),
                            "--environment",
                            before.path("environment").textValue(),
                            "--home",
                            home,
                            "--json")
                    .json();
            assertHolds(now, before, file.getFileName().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyLineIsUnderstoodAndNothingOfItIsLostWhenItIsWrittenAgain(Path version) throws IOException {
        for (Path record : records(version)) {
            for (String line : Files.readAllLines(record)) {
                ReleaseEvent event = ReleaseEventJson.read(line).orElseThrow();
                assertThat(event)
                        .as(line)
                        .isNotInstanceOf(ReleaseEvent.Unreadable.class)
                        .isNotInstanceOf(ReleaseEvent.Unrecognised.class);
                assertHolds(MAPPER.readTree(ReleaseEventJson.write(event)), MAPPER.readTree(line), line);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theHistoryGoesOnAndWhatStoodThereStays(Path version) throws IOException {
        copy(version);
        Path ledger = home.resolve("jenkins/release-flow");
        for (String name : new Ledger(ledger).environments()) {
            EnvironmentLedger environment = new Ledger(ledger).environment(name);
            List<ReleaseSummary> before = environment.list();
            Files.delete(ledger.resolve("environments").resolve(name).resolve("index.jsonl"));
            assertThat(new Ledger(ledger).environment(name).list())
                    .as("made anew")
                    .isEqualTo(before);

            Release next = environment.open(id -> new ReleaseEvent.Opened(
                    Instant.EPOCH, id, ReleaseKind.RELEASE, "next", "", new Origin("", "", "", "", "")));

            assertThat(next.id().number()).isEqualTo(before.get(0).id().number() + 1);
        }
        for (Path record : records(version)) {
            Path copied = ledger.resolve(version.relativize(record));
            assertThat(copied).hasSameBinaryContentAs(record);
        }
    }

    /** Whether everything that is expected is there; a later version may say more. */
    private static void assertHolds(JsonNode actual, JsonNode expected, String where) {
        if (expected.isObject()) {
            expected.properties()
                    .forEach(field ->
                            assertHolds(actual.path(field.getKey()), field.getValue(), where + " " + field.getKey()));
        } else if (expected.isArray()) {
            assertThat(actual).as(where).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertHolds(actual.path(i), expected.path(i), where + " " + i);
            }
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    private void copy(Path version) throws IOException {
        Path environments = version.resolve("environments");
        for (Path file : files(environments, 9).toList()) {
            Path target = home.resolve("jenkins/release-flow/environments").resolve(environments.relativize(file));
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }

    private static List<Path> records(Path version) throws IOException {
        List<Path> records = files(version.resolve("environments"), 9)
                .filter(file -> file.endsWith("events.jsonl"))
                .toList();
        assertThat(records).isNotEmpty();
        return records;
    }

    private static Stream<Path> files(Path directory, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> !file.equals(directory)).sorted().toList().stream();
        }
    }
}
