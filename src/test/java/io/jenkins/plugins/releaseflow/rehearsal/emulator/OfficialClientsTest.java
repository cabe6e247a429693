package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.documentation.CompatibilityTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Northflank's own JavaScript client and command line drive the emulator through every operation that docs/compatibility.md names for them, and no other; each answer
 * is what the client's types declare. Needs Node and npm; without them, or where the clients cannot be installed, the test is skipped, but never on a build server
 * ({@code CI=true}).
 */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfficialClientsTest {
    private static final Pattern CALL = Pattern.compile("(?m)^call (.+) ([A-Z]+) (/\\S+)$");

    private static OfficialClients clients;
    private static Shop shop;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        clients = OfficialClients.install();
        shop = new Shop(directory).with(Shop.QUICK.withPace(Duration.ofMillis(100)));
        String sha = shop.commit("one");
        pullRequestThatBuildsEndlessly();
        shop.replace(
                        "command: '" + Shop.COPY,
                        "command: '[ ! -f \"$SOURCE_DIR/how\" ] || . \"$SOURCE_DIR/how\"; " + Shop.COPY)
                .start();
        shop.built(sha);
    }

    private static void pullRequestThatBuildsEndlessly() throws IOException {
        shop.commit("main", "endless", Map.of("how", "exec tail -f /dev/null\n"));
        shop.git("update-ref", "refs/pull/9/head", "HEAD");
        shop.git("reset", "-q", "--hard", "HEAD~1");
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    @Order(1)
    void theJavaScriptClientDoesAllThatItsColumnNamesAndGetsWhatItsTypesDeclare() throws IOException {
        OfficialClients.Outcome outcome = clients.run(List.of("node", "compiled/drive-client.mjs"), surroundings());
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(calls(outcome)).isEqualTo(CompatibilityTable.read().calls("JavaScript client"));
    }

    @Test
    @Order(2)
    void theCommandLineDoesAllThatItsColumnNames(@TempDir Path home) throws IOException {
        Map<String, String> surroundings = new HashMap<>(surroundings());
        surroundings.put("HOME", home.toString());
        OfficialClients.Outcome outcome = clients.run(List.of("node", "drive-cli.mjs"), surroundings);
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(calls(outcome)).isEqualTo(CompatibilityTable.read().calls("Command line"));
    }

    private static Map<String, String> surroundings() {
        return Map.of(
                "EMULATOR_ADDRESS", shop.emulator().address().toString(),
                "EMULATOR_TOKEN", shop.emulator().token(),
                "EMULATOR_SERVICE", shop.service().toString());
    }

    /** What was called for each operation; each call has come to the emulator. */
    private static Map<String, Set<String>> calls(OfficialClients.Outcome outcome) {
        Set<String> came =
                shop.emulator().requests().stream().map(Operation::of).collect(Collectors.toSet());
        Map<String, Set<String>> calls = new TreeMap<>();
        Matcher call = CALL.matcher(outcome.output());
        while (call.find()) {
            String operation = Operation.of(call.group(2), call.group(3));
            assertThat(came).contains(operation);
            calls.computeIfAbsent(operation, key -> new TreeSet<>()).add(call.group(1));
        }
        return calls;
    }
}
