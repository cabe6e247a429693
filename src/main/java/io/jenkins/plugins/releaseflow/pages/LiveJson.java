package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;

/** What is live in an environment by its ledger, as a document. */
final class LiveJson {
    private LiveJson() {}

    /** By target. Memory only. */
    static ArrayNode of(EnvironmentLedger ledger) {
        ArrayNode list = ReleaseJson.object().putArray("live");
        for (LiveTarget target : ledger.live()) {
            ObjectNode json = list.addObject();
            json.put("target", target.target().toString());
            target.certain().ifPresent(deployed -> json.set("certain", of(deployed, ledger)));
            target.later().ifPresent(deployed -> json.set("later", of(deployed, ledger)));
        }
        return list;
    }

    private static ObjectNode of(LiveTarget.Deployed deployed, EnvironmentLedger ledger) {
        ObjectNode json = ReleaseJson.object();
        json.set("pin", ReleaseJson.of(deployed.pin()));
        json.put("since", deployed.at().toString());
        json.put("outcome", ReleaseJson.word(deployed.outcome()));
        deployed.release().ifPresent(id -> json.put("number", id.number()));
        deployed.release().flatMap(id -> ledger.summary(id.number())).ifPresent(release -> {
            json.put("name", release.name());
            json.put("kind", ReleaseJson.word(release.kind()));
            json.put("who", release.who());
        });
        deployed.adoption().ifPresent(by -> json.put("adoptedBy", by.text()));
        return json;
    }
}
