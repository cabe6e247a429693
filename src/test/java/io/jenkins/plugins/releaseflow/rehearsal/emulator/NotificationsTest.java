package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.NotificationReceiverStub.Received;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The emulator tells receivers on this machine what happens, as Northflank does. */
@Timeout(60)
class NotificationsTest {
    private static final String ALL = "/v1/integrations/notifications";

    @TempDir
    private Path directory;

    private Shop shop;
    private NotificationReceiverStub receiver;

    @BeforeEach
    void start() throws IOException {
        shop = new Shop(directory);
        receiver = new NotificationReceiverStub(count -> 204);
    }

    @AfterEach
    void stop() {
        shop.close();
        receiver.close();
    }

    @Test
    void tellsOfBuildsBackupsJobRunsAndDeployments() throws Exception {
        startWithNotifications("['*']");
        String commit = shop.commit("1");
        String build = shop.deployJob(commit);
        shop.concluded(run(""));
        shop.concluded(
                run("{\"deployment\":{\"docker\":{\"configType\":\"customCommand\",\"customCommand\":\"exit 3\"}}}"));
        backUp("first");
        // Where the backup's file would be put is something else.
        Files.createDirectories(shop.state().resolve("addons/orders/backups/unstorable/dump.db.gz/something"));
        askForBackup("unstorable", "gz");
        shop.deployService(commit);

        awaitEvents(
                "build:start",
                "build:success",
                "job-run:start",
                "job-run:success",
                "job-run:failure",
                "addon-backup:start",
                "addon-backup:success",
                "addon-backup:failure",
                "service:deployment:status-update");
        assertThat(receiver.received())
                .allSatisfy(one -> assertThat(one.token()).isEqualTo("s3cret"));
        JsonNode told = body("build:success");
        assertThat(told.path("event").asText()).isEqualTo("build:success");
        assertThat(told.at("/data/build/id").asText()).isEqualTo(build);
        assertThat(told.at("/data/build/concluded").asBoolean()).isTrue();
        assertThat(told.at("/data/service/id").asText()).isEqualTo("shop-build");
        assertThat(told.at("/data/project/id").asText()).isEqualTo("shop");
        assertThat(body("job-run:success").at("/data/job/id").asText()).isEqualTo("migrate");
        assertThat(body("addon-backup:success").at("/data/addon/id").asText()).isEqualTo("orders");
        assertThat(body("service:deployment:status-update")
                        .at("/data/service/id")
                        .asText())
                .isEqualTo("web");
    }

    @Test
    void tellsOfWhatWasAborted() throws Exception {
        shop.replace("echo \"migrating $DATABASE with $(cat version)\"", "exec tail -f /dev/null");
        startWithNotifications("[job-run:abort, job-run:terminate]");
        shop.deployJob(shop.commit("1"));
        String run = run("");
        shop.api().delete("/jobs/migrate/runs/" + run);
        shop.concluded(run);

        awaitEvents("job-run:abort");
        assertThat(receiver.events()).containsOnly("job-run:abort");
    }

    @Test
    void anIntegrationIsMadeChangedAndDeletedThroughTheApi() throws Exception {
        shop.start();
        JsonNode made = create("Jenkins", receiver.address().toString());

        assertThat(made.path("id").asText()).isEqualTo("jenkins");
        assertThat(made.path("type").asText()).isEqualTo("RAW_WEBHOOK");
        assertThat(made.at("/events/trigger:addon-backup:success").asBoolean()).isTrue();
        assertThat(made.has("secret")).isFalse();
        assertThat(send("GET", ALL, "")
                        .json()
                        .at("/data/notificationIntegrations/0/name")
                        .asText())
                .isEqualTo("Jenkins");
        assertThat(create("jenkins", receiver.address().toString(), 409)).isNotNull();

        backUp("first");
        awaitEvents("addon-backup:success");
        assertThat(send("PATCH", ALL + "/jenkins", "{\"events\":{\"trigger:addon-backup:start\":true}}")
                        .status())
                .isEqualTo(200);
        backUp("second");
        awaitEvents("addon-backup:start");
        assertThat(receiver.events()).containsExactly("addon-backup:success", "addon-backup:start");

        shop.restart();
        assertThat(send("GET", ALL + "/jenkins", "")
                        .json()
                        .at("/data/events/trigger:addon-backup:start")
                        .asBoolean())
                .isTrue();
        assertThat(send("DELETE", ALL + "/jenkins", "").status()).isEqualTo(200);
        assertThat(send("GET", ALL + "/jenkins", "").status()).isEqualTo(404);
    }

    @Test
    void onlyReceiversOnThisMachineAreTold() throws Exception {
        shop.start();
        for (String elsewhere : List.of(
                "https://example.com/hook",
                "http://192.0.2.1/hook",
                "http://127.0.0.1.example.com/",
                "ftp://127.0.0.1/",
                "http://user@[2001:db8::1]/",
                "no address")) {
            assertThat(create("Jenkins", elsewhere, 400).toString()).contains("http://127.0.0.1:8080/jenkins");
        }
        assertThat(send("GET", ALL, "")
                        .json()
                        .at("/data/notificationIntegrations")
                        .size())
                .isZero();
    }

    @Test
    void whoDoesNotTakeAnEventGetsItAgainUnderTheSameId() throws Exception {
        receiver.close();
        receiver = new NotificationReceiverStub(count -> count < 3 ? 503 : 204);
        startWithNotifications("[addon-backup:success]");
        backUp("first");

        List<Received> received = Waiting.until(() -> receiver.received(), all -> all.size() >= 3);
        assertThat(received)
                .extracting(Received::eventId)
                .containsOnly(received.get(0).eventId());
        Waiting.until(this::failures, count -> count == 0);
    }

    @Test
    void anIntegrationThatKeepsFailingIsDisabledUntilItIsChanged() throws Exception {
        receiver.close();
        receiver = new NotificationReceiverStub(count -> 500);
        startWithNotifications("[addon-backup:success]");
        for (int count = 0; count < 3; count++) {
            backUp("number-" + count);
        }

        Waiting.until(
                () -> send("GET", ALL + "/jenkins", "")
                        .json()
                        .at("/data/status/disabled")
                        .asBoolean(),
                disabled -> disabled);
        assertThat(receiver.received()).hasSize(12);
        assertThat(send("PATCH", ALL + "/jenkins", "{}").status()).isEqualTo(200);
        assertThat(failures()).isZero();
    }

    @Test
    void deliveriesCanBeMadeToComeTwiceLateOrNever() throws Exception {
        startWithNotifications("[addon-backup:success]");
        Faults faults = shop.emulator().faults();
        faults.add(FaultRule.once(Faults.NOTIFY, "addon-backup:*", FaultKind.DUPLICATE));
        backUp("twice");
        List<Received> twice = Waiting.until(() -> receiver.received(), all -> all.size() == 2);
        assertThat(twice.get(0)).isEqualTo(twice.get(1));

        faults.add(FaultRule.once(Faults.NOTIFY, "*", FaultKind.CUT_BEFORE));
        backUp("never");
        faults.add(FaultRule.once(Faults.NOTIFY, "*", FaultKind.LATENCY).lasting(Duration.ofMillis(300)));
        long asked = System.nanoTime();
        backUp("late");
        Waiting.until(() -> receiver.received(), all -> all.size() == 3);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(300));
        assertThat(receiver.received().get(2).eventId())
                .isNotEqualTo(twice.get(0).eventId());
    }

    @Test
    void faultsOfRequestsDoNotTouchDeliveries() throws Exception {
        startWithNotifications("[addon-backup:success]");
        backUp("first");
        shop.emulator()
                .faults()
                .add(FaultRule.once("*", "*", FaultKind.CUT_BEFORE).after(1000));
        backUp("second");
        Waiting.until(() -> receiver.received(), all -> all.size() == 2);
    }

    private void startWithNotifications(String events) throws IOException {
        shop.replace(
                "addons:",
                "notifications:\n  jenkins: { url: '" + receiver.address() + "', secret: s3cret, events: " + events
                        + " }\naddons:");
        shop.start();
    }

    private JsonNode create(String name, String webhook) {
        return create(name, webhook, 200).path("data");
    }

    private JsonNode create(String name, String webhook, int status) {
        ApiClient.Reply reply = send(
                "POST",
                ALL,
                "{\"name\":\"" + name + "\",\"type\":\"RAW_WEBHOOK\",\"webhook\":\"" + webhook
                        + "\",\"secret\":\"s3cret\",\"events\":{\"trigger:addon-backup:success\":true}}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        return reply.json();
    }

    private ApiClient.Reply send(String method, String path, String body) {
        return shop.api().send(method, path, body);
    }

    private int failures() {
        return send("GET", ALL + "/jenkins", "")
                .json()
                .at("/data/status/numberOfFailedRequests")
                .asInt();
    }

    private String run(String body) {
        return shop.api().post("/jobs/migrate/runs", body).path("id").asText();
    }

    private void backUp(String name) {
        askForBackup(name, "gz");
        Waiting.until(
                () -> shop.api()
                        .get("/addons/orders/backups/" + name)
                        .path("status")
                        .asText(),
                "completed"::equals);
    }

    private void askForBackup(String name, String compression) {
        shop.api()
                .post(
                        "/addons/orders/backups",
                        "{\"name\":\"" + name + "\",\"backupType\":\"dump\",\"compressionType\":\"" + compression
                                + "\"}");
    }

    private void awaitEvents(String... events) {
        Waiting.until(() -> receiver.events(), seen -> seen.containsAll(List.of(events)));
    }

    private JsonNode body(String event) throws IOException {
        String body = receiver.received().stream()
                .filter(one -> one.event().equals(event))
                .findFirst()
                .orElseThrow()
                .body();
        return new ObjectMapper().readTree(body);
    }
}
