package io.jenkins.plugins.releaseflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankConnectionSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NorthflankPlatformsTest {
    private final NorthflankPlatforms platforms = new NorthflankPlatforms(Clock.systemUTC());

    @Test
    void equalSettingsAndTokensAreOneConnection() {
        assertThat(connect("https://a.test", "", "shop", "t1")).isSameAs(connect("https://a.test", "", "shop", "t1"));
    }

    @Test
    void projectsTeamsAndAddressesWithOneTokenShareItsRequests() {
        Platform shop = connect("https://a.test", "", "shop", "t1");

        assertThat(shop.budgetOwner())
                .isSameAs(connect("https://a.test", "", "other", "t1").budgetOwner())
                .isSameAs(connect("https://a.test", "team", "shop", "t1").budgetOwner())
                .isSameAs(connect("https://b.test", "", "shop", "t1").budgetOwner());
    }

    @Test
    void eachTokenHasRequestsOfItsOwn() {
        assertThat(connect("https://a.test", "", "shop", "t1").budgetOwner())
                .isNotSameAs(connect("https://a.test", "", "shop", "t2").budgetOwner());
    }

    private Platform connect(String url, String team, String project, String token) {
        NorthflankConnectionSettings settings = new NorthflankConnectionSettings(
                URI.create(url), team.isEmpty() ? Optional.empty() : Optional.of(team), project);
        return platforms.connect(settings, token, HttpClient::newHttpClient);
    }
}
