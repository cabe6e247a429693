package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, told once on one home: this repository's own Jenkinsfile releases the shop, and then its next version; a version whose migration fails is
 * stopped before it reaches the service.
 */
class RehearsalReleasesIT {
    private static final Pattern NODE_PROGRESS = Pattern.compile(
            "^\\S+ (waiting|running|[a-z-]+) +((?:Back up|Deploy|Run) .*?)(?: {2,}.*)?$", Pattern.MULTILINE);
    private static final List<String> OLD_COLUMNS =
            List.of("id", "customer", "item", "amount_cents", "status", "placed_at");
    private static final List<String> COLUMNS =
            Stream.concat(OLD_COLUMNS.stream(), Stream.of("currency")).toList();

    @TempDir
    private static Path scratch;

    private static Path home;
    private static OrdersDatabase seed;

    private static Instant begun;
    private static Ended first;
    private static String firstCommit;
    private static OrdersDatabase afterFirst;
    private static String listedAfterFirst;
    private static String versionAfterFirst;
    private static JsonNode ordersAfterFirst;
    private static Ended wrongToken;
    private static Ended homeInUse;
    private static String commitAfterHomeInUse;
    private static Ended emulatorInterrupted;

    private static Ended second;
    private static String secondCommit;
    private static OrdersDatabase afterSecond;

    private static Ended failing;
    private static OrdersDatabase afterFailing;
    private static String versionAfterFailing;
    private static JsonNode ordersAfterFailing;

    @BeforeAll
    static void play() throws IOException, SQLException {
        home = scratch.resolve("home");
        seed = OrdersDatabase.seeded(scratch.resolve("seed.db"));
        begun = Instant.now();
        first = RehearseProcess.run(scratch, "--home", home, "--json");
        firstCommit = newestCommit();
        afterFirst = OrdersDatabase.read(database());
        listedAfterFirst = CommandLineCall.call("releases", "--home", home).out();
        try (ServedShop served = ServedShop.start(scratch, home);
                RehearseProcess wrong = RehearseProcess.start(
                        scratch,
                        Map.of("REHEARSE_TOKEN", "wrong"),
                        "--platform",
                        served.address(),
                        "--home",
                        scratch.resolve("wrong-token"))) {
            versionAfterFirst = served.ask("/version");
            ordersAfterFirst = served.askJson("/orders");
            homeInUse = CommandLineCall.call("--home", home);
            commitAfterHomeInUse = newestCommit();
            wrongToken = wrong.await();
            emulatorInterrupted = served.interrupt();
        }
        second = RehearseProcess.run(scratch, "--home", home, "--json");
        secondCommit = newestCommit();
        afterSecond = OrdersDatabase.read(database());
        try (ServedShop served = ServedShop.start(scratch, home)) {
            failing = RehearseProcess.run(
                    scratch,
                    Map.of("REHEARSE_TOKEN", served.token()),
                    "examples/shop/Jenkinsfile.failing",
                    "--home",
                    home,
                    "--platform",
                    served.address(),
                    "--json");
            versionAfterFailing = served.ask("/version");
            ordersAfterFailing = served.askJson("/orders");
        }
        afterFailing = OrdersDatabase.read(database());
    }

    @Test
    void firstRunReleases() {
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.json().path("exitCode").intValue()).isZero();
        assertThat(first.json().path("result").textValue()).isEqualTo("SUCCESS");
        assertThat(first.json().at("/releases/0/state").textValue()).isEqualTo("released");
    }

    @Test
    void standardOutputHoldsTheDocumentAloneAndStandardErrorTheProgress() {
        assertThat(first.out()).startsWith("{").endsWith("}\n");
        assertThat(first.json().path("releases")).hasSize(1);
        assertThat(first.err())
                .contains("shop 1.1.0 is commit ", "Finished: SUCCESS", "Release production #1 (shop-1): released in ")
                .contains("/health answers 200: ok");
    }

    @Test
    void eachNodeGoesFromWaitingToRunningToCompletedAndOnlyThenTheNext() {
        List<String> expected = new ArrayList<>();
        for (String node :
                List.of("Back up orders", "Deploy build to job migrate", "Run job migrate", "Deploy service shop")) {
            Stream.of("waiting ", "running ", "completed ").forEach(state -> expected.add(state + node));
        }
        assertThat(progress(first)).containsExactlyElementsOf(expected);
        assertThat(first.err()).containsPattern("completed +Run job migrate +\\d+(\\.\\d)? (s|min)");
    }

    @Test
    void databaseHasTheMigratedSchemaAndEveryOldRow() {
        assertThat(afterFirst.schemaVersion()).containsExactly("2");
        assertThat(afterFirst.columns()).isEqualTo(COLUMNS);
        assertThat(afterFirst.orders()).hasSize(120).isEqualTo(seed.orders());
    }

    @Test
    void backupRestoresIntoADatabaseWithTheOldSchemaAndEveryRow() throws IOException, SQLException {
        OrdersDatabase restored = OrdersDatabase.restored(backupOf(first), scratch.resolve("restored.db"));

        assertThat(restored).isEqualTo(seed);
        assertThat(restored.columns()).isEqualTo(OLD_COLUMNS);
        assertThat(restored.schemaVersion()).isEmpty();
    }

    @Test
    void serviceAnswersWithTheReleasedVersionAndItsOrders() {
        assertThat(versionAfterFirst).isEqualTo("1.1.0\n");
        assertThat(ordersAfterFirst)
                .hasSize(120)
                .allMatch(order -> order.path("currency").asText().equals("EUR"));
        assertThat(oldColumns(ordersAfterFirst)).isEqualTo(seed.orders());
    }

    @Test
    void recordHoldsThePinsAsGitKnowsThem() {
        assertThat(firstCommit).matches("[0-9a-f]{40}");
        assertThat(node(first, "deploy-build").path("target").textValue()).isEqualTo("job migrate");
        assertThat(node(first, "deploy-service").path("target").textValue()).isEqualTo("service shop");
        for (String kind : List.of("deploy-build", "deploy-service")) {
            JsonNode pin = node(first, kind).path("pin");
            assertThat(pin.path("commit").textValue()).isEqualTo(firstCommit);
            assertThat(pin.path("branch").textValue()).isEqualTo("main");
            assertThat(pin.path("build").textValue()).isEqualTo("shop-build");
            assertThat(pin.path("buildId").textValue()).matches("[a-z]+-[a-z]+-\\d{4}");
        }
        assertThat(node(first, "deploy-build").path("pin"))
                .isEqualTo(node(first, "deploy-service").path("pin"));
    }

    @Test
    void recordHoldsStatesAndTimesInTheirOrder() {
        JsonNode release = first.json().at("/releases/0");
        assertThat(release.path("nodes"))
                .extracting(node -> node.path("state").textValue())
                .containsOnly("completed");
        List<Instant> times = new ArrayList<>(List.of(begun, time(release, "openedAt")));
        for (JsonNode node : release.path("nodes")) {
            times.addAll(List.of(time(node, "plannedAt"), time(node, "runningAt"), time(node, "endedAt")));
            assertThat(node.path("durationMs").longValue()).isPositive();
        }
        times.add(time(release, "endedAt"));
        assertThat(times).isSorted();
        assertThat(Path.of(release.path("record").textValue())).isRegularFile().startsWith(home);
    }

    @Test
    void releasesListsThem() {
        assertThat(listedAfterFirst.lines()).hasSize(2);
        assertThat(listedAfterFirst).containsPattern("(?m)^production +1  released +shop-1 .* main$");
        assertThat(CommandLineCall.call("releases", "--home", home, "--json")
                        .json()
                        .path("releases"))
                .extracting(release -> release.path("number").intValue() + " "
                        + release.path("state").textValue())
                .containsExactly("3 failed", "2 released", "1 released");
    }

    @Test
    void showPrintsTheRecordAsTextAndAsTheSameDocumentThatTheRunPrinted() {
        assertThat(CommandLineCall.call("show", "1", "--home", home, "--json").json())
                .isEqualTo(first.json().at("/releases/0"));
        Ended text = CommandLineCall.call("show", "1", "--home", home);
        assertThat(text.exitCode()).isZero();
        assertThat(text.out())
                .startsWith("Release production #1 (shop-1): released in ")
                .containsPattern("completed +Back up orders +\\d")
                .containsPattern("completed +Deploy service shop +\\d")
                .contains("Deployed     "
                        + node(first, "deploy-service").at("/pin/buildId").textValue() + " ("
                        + firstCommit.substring(0, 7) + ", main)")
                .contains("Before       nothing");
    }

    @Test
    void secondRunReleasesTheNextCommit() {
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(secondCommit).isNotEqualTo(firstCommit);
        assertThat(second.json().at("/releases/0/number").intValue()).isEqualTo(2);
        assertThat(node(second, "deploy-service").at("/pin/commit").textValue()).isEqualTo(secondCommit);
        assertThat(afterSecond.schemaVersion()).containsExactly("3");
        assertThat(afterSecond.orders()).isEqualTo(seed.orders());
    }

    @Test
    void secondReleaseKnowsWhatWasLiveBefore() {
        assertThat(node(second, "deploy-service").path("before")).isEqualTo(deployed("deploy-service"));
        assertThat(node(second, "deploy-build").path("before")).isEqualTo(deployed("deploy-build"));
    }

    /** What the first release put there, as the platform tells it afterwards: when it was built is known of builds only. */
    private static JsonNode deployed(String kind) {
        return ((ObjectNode) node(first, kind).path("pin").deepCopy()).without("builtAt");
    }

    @Test
    void failingMigrationStopsTheFlowBeforeTheDeployment() {
        assertThat(failing.exitCode()).as(failing.err()).isEqualTo(1);
        JsonNode release = failing.json().at("/releases/0");
        assertThat(failing.json().path("exitCode").intValue()).isEqualTo(1);
        assertThat(release.path("state").textValue()).isEqualTo("failed");
        assertThat(release.path("nodes"))
                .extracting(node ->
                        node.path("kind").textValue() + " " + node.path("state").textValue())
                .containsExactly("backup completed", "deploy-build completed", "run-job failed");
        assertThat(progress(failing)).noneMatch(line -> line.contains("Deploy service"));
    }

    @Test
    void failedNodeTellsWhatThePlatformAnswered() {
        JsonNode failure = node(failing, "run-job").path("failure");

        assertThat(failure.path("message").textValue()).contains("failed on the platform (FAILED");
        assertThat(failure.path("logTail"))
                .extracting(JsonNode::textValue)
                .anyMatch(line -> line.contains("UNIQUE constraint failed: orders.customer"));
        assertThat(CommandLineCall.call("show", "3", "--home", home).out())
                .startsWith("Release production #3 (shop-3): failed in ")
                .contains("UNIQUE constraint failed: orders.customer");
    }

    @Test
    void failingMigrationLeavesDatabaseAndServiceAsTheyWere() {
        assertThat(afterFailing).isEqualTo(afterSecond);
        assertThat(versionAfterFailing).isEqualTo("1.2.0\n");
        assertThat(oldColumns(ordersAfterFailing)).isEqualTo(seed.orders());
    }

    @Test
    void wrongTokenIsToldWithTheRemedyAndIsOnRecord() {
        assertThat(wrongToken.exitCode()).isEqualTo(1);
        Mistakes.assertOneLine(wrongToken, "ERROR: ", "token");
        JsonNode recorded = CommandLineCall.call("show", "1", "--home", scratch.resolve("wrong-token"), "--json")
                .json();
        assertThat(recorded.path("state").textValue()).isEqualTo("failed");
        assertThat(recorded.at("/nodes/0/failure/answer").textValue()).contains("answered 401");
    }

    @Test
    void homeInUseIsLeftAlone() {
        assertThat(homeInUse.exitCode()).isEqualTo(2);
        Mistakes.assertOneLine(homeInUse, "rehearse: ", "is in use", "--home");
        assertThat(commitAfterHomeInUse).isEqualTo(firstCommit);
    }

    @Test
    void emulatorStaysUntilInterrupted() {
        assertThat(emulatorInterrupted.exitCode()).isEqualTo(130);
        assertThat(emulatorInterrupted.json().path("project").textValue()).isEqualTo("shop");
    }

    private static Path database() {
        return home.resolve("platform/addons/orders/database.db");
    }

    private static Path backupOf(Ended run) {
        String name = node(run, "backup").path("operation").textValue();
        return home.resolve("platform/addons/orders/backups").resolve(name).resolve("dump.db.gz");
    }

    private static JsonNode node(Ended run, String kind) {
        for (JsonNode node : run.json().at("/releases/0/nodes")) {
            if (node.path("kind").textValue().equals(kind)) {
                return node;
            }
        }
        throw new AssertionError("no node " + kind + " in " + run.out());
    }

    private static List<String> progress(Ended run) {
        return NODE_PROGRESS
                .matcher(run.err())
                .results()
                .map(line -> line.group(1) + " " + line.group(2).strip())
                .toList();
    }

    private static Instant time(JsonNode json, String field) {
        return Instant.parse(json.path(field).textValue());
    }

    private static List<String> oldColumns(JsonNode orders) {
        List<String> rows = new ArrayList<>();
        for (JsonNode order : orders) {
            rows.add(String.join(
                    "|",
                    OLD_COLUMNS.stream()
                            .map(column -> order.path(column).asText())
                            .toList()));
        }
        return rows;
    }

    private static String newestCommit() throws IOException {
        Process git = new ProcessBuilder(
                        "git", "--git-dir", home.resolve("shop.git").toString(), "rev-parse", "main")
                .start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
