package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.Optional;

/** What is live on an environment, as a part of machine-readable documents. */
final class LiveJson {
    private LiveJson() {}

    static ArrayNode of(EnvironmentLedger ledger) {
        ArrayNode targets = ReleaseJson.object().putArray("live");
        for (LiveTarget live : ledger.live()) {
            ObjectNode json = targets.addObject();
            json.put("target", live.target().toString());
            json.put("certain", live.isCertain());
            live.certain().ifPresent(deployed -> put(json, deployed, ledger));
            live.later().ifPresent(deployed -> put(json.putObject("later"), deployed, ledger));
        }
        return targets;
    }

    private static void put(ObjectNode json, LiveTarget.Deployed deployed, EnvironmentLedger ledger) {
        json.put("text", deployed.pin().summary());
        json.set("pin", ReleaseJson.of(deployed.pin()));
        json.put("outcome", ReleaseJson.word(deployed.outcome()));
        json.put("since", deployed.at().toString());
        Optional<ReleaseSummary> release =
                deployed.release().map(ReleaseId::number).flatMap(ledger::summary);
        release.ifPresent(summary -> json.putObject("release")
                .put("number", summary.id().number())
                .put("kind", ReleaseJson.word(summary.kind()))
                .put("name", summary.name())
                .put("state", ReleaseJson.word(summary.state()))
                .put("who", summary.who()));
        deployed.adoption()
                .ifPresent(by -> json.putObject("adopted").put("who", by.who()).put("why", by.why()));
    }
}
