package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentName;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes out of a document who made releases, why and from where, of jobs that who asks may not see. Their numbers, states, times and targets stay: they say what an
 * environment that may be seen is doing. For one document, used by one thread.
 */
final class HiddenReleases {
    private static final List<String> TAKEN_OUT =
            List.of("name", "description", "who", "job", "build", "branch", "readiness");

    private final Ledger ledger;
    private final Predicate<String> maySee;
    private final Map<String, Boolean> known = new HashMap<>();

    /** @param maySee whether who asks may see the job of that full name */
    HiddenReleases(Ledger ledger, Predicate<String> maySee) {
        this.ledger = ledger;
        this.maySee = maySee;
    }

    /** Takes it out of an answer. Reads memory only. */
    ControlAnswer outOf(ControlAnswer answer) {
        takeOut(answer.document(), "");
        JsonNode live = answer.document().path("live");
        if (live.isObject()) {
            live.properties().forEach(environment -> takeOut(environment.getValue(), environment.getKey()));
        }
        return answer;
    }

    private void takeOut(JsonNode json, String around) {
        String environment = json.path("environment").asText(around);
        if (json instanceof ObjectNode release && isHidden(environment, json.path("number"))) {
            release.remove(TAKEN_OUT);
            release.put("hidden", true);
        }
        json.forEach(inner -> takeOut(inner, environment));
    }

    private boolean isHidden(String environment, JsonNode number) {
        if (!number.isInt()
                || !EnvironmentName.isValid(environment)
                || !ledger.environments().contains(environment)) {
            return false;
        }
        Optional<ReleaseSummary> summary = ledger.environment(environment).summary(number.asInt());
        return summary.map(release -> ledger.jobNames().now(release.job(), release.openedAt()))
                .filter(job -> !known.computeIfAbsent(job, maySee::test))
                .isPresent();
    }
}
