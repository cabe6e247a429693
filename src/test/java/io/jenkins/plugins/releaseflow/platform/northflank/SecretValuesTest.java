package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must not reach a record. */
class SecretValuesTest {
    @RegisterExtension
    static final WireMockExtension SERVER = StubbedShop.server();

    @Test
    void aValueOfTheEnvironmentThatThePlatformRepeatsIsNotToldOn() {
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody("{\"error\":{\"message\":\"DB_PASSWORD 'hunter2-hunter' is too short, LEVEL 1\","
                                + "\"id\":\"hunter2\"}}")));
        JobRunRequest request = new JobRunRequest(
                "migrate", Optional.empty(), Map.of("DB_PASSWORD", "hunter2-hunter", "OTHER", "hunter2", "LEVEL", "1"));

        assertThatThrownBy(() -> StubbedShop.await(StubbedShop.platform(SERVER).start(request, Baseline.empty())))
                .cause()
                .hasMessageContaining("DB_PASSWORD '…' is too short, LEVEL 1")
                .hasMessageNotContaining("hunter2")
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(trouble -> trouble.answer().orElseThrow().toString())
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void theLineBreakAtTheEndOfAPastedTokenDoesNoHarm() {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{\"id\":\"shop\"}}")));

        StubbedShop.await(StubbedShop.platform(SERVER, "a-token\n").check());

        SERVER.verify(getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer a-token")));
    }
}
