package io.jenkins.plugins.releaseflow.config;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.SharedBudget;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankConnectionSettings;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankPlatform;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The connections to Northflank, one for equal settings and tokens: so all nodes on one project share its looks. Northflank counts the requests of a token, so
 * all connections with equal tokens share a request budget, whatever their project, team and address are.
 */
final class NorthflankPlatforms {
    private record Key(NorthflankConnectionSettings settings, String token) {
        /** Without the token, so that it reaches no log. */
        @Override
        public String toString() {
            return settings.toString();
        }
    }

    private final Map<Key, Platform> connected = new ConcurrentHashMap<>();
    private final Map<String, SharedBudget> budgets = new ConcurrentHashMap<>();
    private final Clock clock;

    NorthflankPlatforms(Clock clock) {
        this.clock = clock;
    }

    Platform connect(NorthflankConnectionSettings settings, String token, Supplier<HttpClient> client) {
        return connected.computeIfAbsent(
                new Key(settings, token),
                key -> NorthflankPlatform.connect(settings, () -> token, client.get(), clock, budgetOf(token)));
    }

    /** Connects for a form, whose settings and token nobody may ever use again: nothing of them is kept. */
    NorthflankPlatform connectOnce(NorthflankConnectionSettings settings, String token, HttpClient client) {
        return NorthflankPlatform.connect(
                settings, () -> token, client, clock, budgets.getOrDefault(token, new SharedBudget()));
    }

    private SharedBudget budgetOf(String token) {
        return budgets.computeIfAbsent(token, any -> new SharedBudget());
    }
}
