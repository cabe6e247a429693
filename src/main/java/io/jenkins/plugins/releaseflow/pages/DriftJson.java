package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.delivery.DriftReport;
import io.jenkins.plugins.releaseflow.delivery.SchemaDrift;
import io.jenkins.plugins.releaseflow.delivery.TargetDrift;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import java.util.List;

/** What ledger, platform and database say of an environment, as a machine-readable document. */
final class DriftJson {
    private DriftJson() {}

    static ObjectNode of(DriftReport report) {
        ObjectNode json = ReleaseJson.object();
        json.put("environment", report.environment());
        json.put("checkedAt", report.at().toString());
        json.put("drift", report.hasDrift());
        ArrayNode targets = json.putArray("targets");
        report.targets().forEach(target -> targets.add(of(target)));
        report.schema().ifPresent(schema -> json.set("schema", of(schema)));
        return json;
    }

    /** Where nobody looked since the start. */
    static ObjectNode unknown(String environment, List<LiveTarget> live) {
        ObjectNode json = ReleaseJson.object();
        json.put("environment", environment);
        ArrayNode targets = json.putArray("targets");
        live.forEach(target -> targets.addObject().put("target", target.target().toString()));
        return json;
    }

    /** In a sentence for people. */
    static String message(DriftReport report) {
        long drifted = report.targets().stream()
                .filter(target -> target.verdict().isDrift())
                .count();
        String targets = drifted == 0
                ? "No target of " + report.environment() + " has drifted"
                : drifted + " of " + report.targets().size() + " targets of " + report.environment() + " drifted";
        return targets
                + report.schema()
                        .filter(SchemaDrift::isDrift)
                        .map(schema -> ". " + schema.text())
                        .orElse("");
    }

    private static ObjectNode of(TargetDrift target) {
        ObjectNode json = ReleaseJson.object();
        json.put("target", target.ledger().target().toString());
        json.put("verdict", ReleaseJson.word(target.verdict()));
        json.put("drift", target.verdict().isDrift());
        json.put("continuousDeployment", target.continuousDeployment());
        json.put("text", target.text());
        json.put("remedy", target.remedy());
        target.platform().ifPresent(pin -> {
            json.set("platform", ReleaseJson.of(pin));
            json.put("pin", pin.summary());
        });
        target.ledger().certain().ifPresent(known -> {
            json.set("ledger", ReleaseJson.of(known.pin()));
            known.release().ifPresent(id -> json.put("number", id.number()));
        });
        return json;
    }

    private static ObjectNode of(SchemaDrift schema) {
        ObjectNode json = ReleaseJson.object();
        json.put("version", schema.version());
        json.put("at", schema.at().toString());
        json.put("drift", schema.isDrift());
        json.put("text", schema.text());
        json.put("before", schema.expected().version());
        if (schema.isDrift()) {
            json.put("remedy", schema.remedy());
        }
        return json;
    }
}
