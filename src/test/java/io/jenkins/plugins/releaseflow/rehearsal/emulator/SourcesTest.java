package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.UndocumentedAnswers;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.CronSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs and services can be made of besides builds of a Dockerfile, and when jobs run by themselves. */
class SourcesTest {
    private static final String IMAGE = "registry.example/tools@sha256:" + "a".repeat(64);

    private Shop shop;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("tools")).resolve("hello"), "hello from the image");
        shop = new Shop(directory)
                .replace(
                        "jobs:\n",
                        "images:\n  tools: { image: '" + IMAGE
                                + "', directory: tools, credentials: registry }\njobs:\n")
                .replace("    command: 'cp ", "    buildpack: true\n    command: 'cp ")
                .start();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void anImageIsDeployedAndRunWhereItsCredentialsAreRight() throws IOException {
        shop.api().post("/jobs/migrate/deployment", external("registry"));

        JsonNode shown = shop.api().get("/jobs/migrate/deployment");
        assertThat(shown.at("/external/imagePath").asText()).isEqualTo(IMAGE);
        assertThat(shown.at("/external/privateImage").asBoolean()).isTrue();
        assertThat(shown.has("internal")).isFalse();
        String run = shop.api()
                .post(
                        "/jobs/migrate/runs",
                        "{\"deployment\":{\"docker\":{\"configType\":\"customCommand\",\"customCommand\":\"cat hello\"}}}")
                .path("id")
                .asText();
        assertThat(shop.concluded(run).path("status").asText()).isEqualTo("SUCCESS");
        assertThat(shop.runLog(run)).containsExactly("hello from the image");
    }

    @Test
    void anImageThatIsNotThereOrMayNotBePulledIsRefusedInTheSameWords() {
        for (String body : new String[] {external("other"), external("registry").replace("tools@", "unknown@")}) {
            ApiClient.Reply reply = shop.api().send("POST", "/v1/projects/shop/jobs/migrate/deployment", body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().at("/error/message").asText()).isEqualTo("Unable to verify external image");
        }
    }

    @Test
    void aProcessOfTheProcfileIsRunForABuildpacksBuildAndACommandOfADockerfileIsNot() throws IOException {
        shop.deployJob(shop.commit("main", "one", Map.of("Procfile", "web: serve\nmigrate: echo by the process\n")));
        String body = "{\"deployment\":{\"buildpack\":{\"configType\":\"customProcess\",\"customProcess\":\"%s\"},"
                + "\"docker\":{\"configType\":\"customCommand\",\"customCommand\":\"echo docker\"}}}";

        String run = shop.api()
                .post("/jobs/migrate/runs", body.formatted("migrate"))
                .path("id")
                .asText();
        String missing = shop.api()
                .post("/jobs/migrate/runs", body.formatted("nobody"))
                .path("id")
                .asText();

        assertThat(shop.concluded(run).path("status").asText()).isEqualTo("SUCCESS");
        assertThat(shop.runLog(run)).containsExactly("by the process");
        assertThat(shop.concluded(missing).path("status").asText()).isEqualTo("FAILED");
        assertThat(shop.runLog(missing)).containsExactly("ERROR: the Procfile has no such process");
    }

    @Test
    void aConfigurationOfABuildpackThatSaysNothingIsRefused() {
        ApiClient.Reply reply = shop.api()
                .send(
                        "POST",
                        "/v1/projects/shop/jobs/migrate/deployment",
                        "{\"buildpack\":{\"configType\":\"customProcess\"}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText())
                .isEqualTo("buildpack.customProcess is required with configType customProcess");
    }

    @Test
    void whetherAJobRunsOnChangeIsToldOnlyWhereTheOptionsSaySo() throws IOException {
        assertThat(shop.api().get("/jobs/migrate").path("settings").has("runOnSourceChange"))
                .isFalse();

        shop.with(Shop.QUICK.withUndocumented(UndocumentedAnswers.other(UndocumentedAnswers.ErrorForm.ENVELOPE)))
                .restart();

        assertThat(shop.api()
                        .get("/jobs/migrate")
                        .at("/settings/runOnSourceChange")
                        .asText())
                .isEqualTo("never");
    }

    @Test
    void aCronJobShowsItsSchedule() throws IOException {
        shop.replace("  migrate:\n", "  migrate:\n    schedule: '*/10 3 * * *'\n")
                .restart();

        JsonNode job = shop.api().get("/jobs/migrate");
        assertThat(job.path("jobType").asText()).isEqualTo("cron");
        assertThat(job.at("/settings/cron/schedule").asText()).isEqualTo("*/10 3 * * *");
        assertThat(job.at("/settings/cron/concurrencyPolicy").asText()).isEqualTo("Forbid");
    }

    @Test
    void aCronJobRunsByItselfInTheMinutesOfItsScheduleOnceEach() throws IOException {
        Clock system = Clock.systemUTC();
        // At the beginning of a minute, so that no other one begins meanwhile.
        Duration toTheMinute = Duration.ofSeconds(-(system.instant().getEpochSecond() % 60));
        AtomicReference<Duration> later = new AtomicReference<>(toTheMinute);
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return system.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return system.instant().plus(later.get());
            }
        };
        shop.replace("  migrate:\n", "  migrate:\n    schedule: '* * * * *'\n")
                .with(Shop.QUICK.withClock(clock))
                .restart();
        shop.deployJob(shop.commit("one"));
        int before = runs();

        later.set(toTheMinute.plusMinutes(1));
        Waiting.until(this::runs, count -> count > before);
        assertThat(runs()).isEqualTo(before + 1);
    }

    private int runs() {
        return shop.api().get("/jobs/migrate/runs").path("runs").size();
    }

    @Test
    void aScheduleIsInUtc() {
        CronSchedule schedule = new CronSchedule("*/10,7 3-5 * 11 1");

        assertThat(schedule.includes(Instant.parse("2026-11-23T03:20:00Z"))).isTrue();
        assertThat(schedule.includes(Instant.parse("2026-11-23T05:07:00Z"))).isTrue();
        assertThat(schedule.includes(Instant.parse("2026-11-23T05:08:00Z"))).isFalse();
        assertThat(schedule.includes(Instant.parse("2026-11-23T06:10:00Z"))).isFalse();
        assertThat(schedule.includes(Instant.parse("2026-11-24T03:10:00Z"))).isFalse();
    }

    private static String external(String credentials) {
        return "{\"external\":{\"imagePath\":\"" + IMAGE + "\",\"credentials\":\"" + credentials + "\"}}";
    }
}
