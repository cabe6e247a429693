package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A project named shop whose answers a test sets one by one. */
final class StubbedShop {
    static final String PROJECT = "/v1/projects/shop";

    private StubbedShop() {}

    static WireMockExtension server() {
        return WireMockExtension.newInstance()
                .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
                .build();
    }

    static NorthflankPlatform platform(WireMockExtension server) {
        return platform(server, "a-token");
    }

    static NorthflankPlatform platform(WireMockExtension server, String token) {
        return NorthflankPlatform.connect(
                new NorthflankConnectionSettings(URI.create(server.baseUrl()), Optional.empty(), "shop"),
                () -> token,
                HttpClient.newHttpClient(),
                Clock.systemUTC());
    }

    /** @param json with single quotes for double ones */
    static void answer(WireMockExtension server, String path, String json) {
        server.stubFor(get(urlPathEqualTo(PROJECT + path)).willReturn(okJson(json.replace('\'', '"'))));
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
