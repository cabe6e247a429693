package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Northflank's own JavaScript client drives the emulator through every operation, and each answer is what the client's types declare. Needs Node and npm; without
 * them, or where the client cannot be installed, the test is skipped, but never on a build server ({@code CI=true}).
 */
@Timeout(300)
class OfficialClientsTest {
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
    void theAnswersAreWhatTheJavaScriptClientDeclares() throws IOException {
        OfficialClients.Outcome outcome = clients.run(
                List.of("node", "compiled/drive-client.mjs"),
                Map.of(
                        "EMULATOR_ADDRESS", shop.emulator().address().toString(),
                        "EMULATOR_TOKEN", shop.emulator().token(),
                        "EMULATOR_SERVICE", shop.service().toString()));
        assertThat(outcome.code()).as(outcome.output()).isZero();
    }
}
