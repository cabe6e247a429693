package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    private static final String BACKUPS = "/v1/projects/shop/addons/orders/backups";

    private Shop shop;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        shop = new Shop(directory).start();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void theNthCallIsAnsweredWithAnErrorAndTheOthersAreNot() {
        shop.emulator()
                .faults()
                .add(FaultRule.once("GET", "*/addons", FaultKind.STATUS)
                        .status(502)
                        .after(1));
        assertThat(addons()).isEqualTo(200);
        assertThat(shop.api().send("GET", "/v1/projects/shop/jobs", "").status())
                .isEqualTo(200);
        assertThat(addons()).isEqualTo(502);
        assertThat(addons()).isEqualTo(200);
    }

    @Test
    void aTooManyRequestsAnswerCanSayWhenToComeBack() {
        shop.emulator()
                .faults()
                .add(FaultRule.once("*", "*", FaultKind.STATUS).status(429).retryAfter(7));
        ApiClient.Reply reply = shop.api().send("GET", "/v1/projects", "");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("7");
        assertThat(reply.json().at("/error/status").asInt()).isEqualTo(429);
    }

    @Test
    void aConnectionCutBeforehandLeavesNothingDone() {
        shop.emulator().faults().add(FaultRule.once("POST", "*/backups", FaultKind.CUT_BEFORE));
        assertThatThrownBy(() -> shop.api().sendOrFail("POST", BACKUPS, "{\"name\":\"lost\"}"))
                .isInstanceOf(IOException.class);
        assertThat(shop.api().get("/addons/orders/backups").path("backups")).isEmpty();
        assertThat(shop.emulator().requests()).anyMatch(request -> request.status() == 0);
    }

    @Test
    void aConnectionCutAfterwardsHidesThatItWasDone() {
        shop.emulator().faults().add(FaultRule.once("POST", "*/backups", FaultKind.CUT_AFTER));
        assertThatThrownBy(() -> shop.api().sendOrFail("POST", BACKUPS, "{\"name\":\"done\"}"))
                .isInstanceOf(IOException.class);
        assertThat(shop.api().get("/addons/orders/backups").path("backups")).hasSize(1);
    }

    @Test
    void anAnswerCanEndInTheMiddle() {
        shop.emulator().faults().add(FaultRule.once("POST", "*/backups", FaultKind.HALF_BODY));
        assertThatThrownBy(() -> shop.api().sendOrFail("POST", BACKUPS, "{\"name\":\"half\"}"))
                .isInstanceOf(IOException.class);
        assertThat(shop.api().get("/addons/orders/backups").path("backups")).hasSize(1);
    }

    @Test
    void anAnswerCanBeNoJson() {
        shop.emulator().faults().add(FaultRule.once("GET", "*", FaultKind.WRONG_JSON));
        ApiClient.Reply reply = shop.api().send("GET", "/v1/projects", "");
        assertThat(reply.status()).isEqualTo(200);
        assertThatThrownBy(reply::json)
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(JsonParseException.class);
    }

    @Test
    void aRequestCanBeCarriedOutTwice() {
        shop.emulator().faults().add(FaultRule.once("POST", "*/backups", FaultKind.DUPLICATE));
        assertThat(shop.api().send("POST", BACKUPS, "{}").status()).isEqualTo(200);
        assertThat(shop.api().get("/addons/orders/backups").path("backups")).hasSize(2);
    }

    @Test
    void anAnswerCanBeLateOrNeverCome() {
        shop.emulator()
                .faults()
                .add(FaultRule.once("GET", "*/addons", FaultKind.LATENCY).lasting(Duration.ofMillis(300)));
        shop.emulator()
                .faults()
                .add(FaultRule.once("GET", "*/jobs", FaultKind.STALL).times(0).lasting(Duration.ofMillis(300)));
        long start = System.nanoTime();
        assertThat(addons()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
        assertThatThrownBy(() -> shop.api().sendOrFail("GET", "/v1/projects/shop/jobs", ""))
                .isInstanceOf(IOException.class);
    }

    @Test
    void faultsCanBeSetAndForgottenOverHttp() {
        assertThat(shop.api()
                        .send(
                                "POST",
                                "/emulator/faults",
                                "{\"method\":\"GET\",\"path\":\"*/addons\",\"kind\":\"status\",\"status\":500}")
                        .status())
                .isEqualTo(200);
        assertThat(addons()).isEqualTo(500);
        assertThat(shop.api()
                        .send("GET", "/emulator/faults", "")
                        .json()
                        .at("/data/0/kind")
                        .asText())
                .isEqualTo("status");
        shop.api().send("DELETE", "/emulator/faults", "");
        assertThat(addons()).isEqualTo(200);
        assertThat(shop.api()
                        .send("POST", "/emulator/faults", "{\"kind\":\"flood\"}")
                        .body())
                .contains("kind is 'flood' but must be one of: latency");
    }

    private int addons() {
        return shop.api().send("GET", "/v1/projects/shop/addons", "").status();
    }
}
