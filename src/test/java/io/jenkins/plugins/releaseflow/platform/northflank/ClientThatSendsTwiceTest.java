package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clients that could send the start of a migration twice. */
class ClientThatSendsTwiceTest {
    private static final NorthflankConnectionSettings SETTINGS =
            new NorthflankConnectionSettings(URI.create("http://127.0.0.1:1"), Optional.empty(), "shop");

    @Test
    void aClientThatFollowsRedirectsIsRefused() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatThrownBy(() -> NorthflankPlatform.connect(SETTINGS, () -> "t", client, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Redirect.NEVER");
    }
}
