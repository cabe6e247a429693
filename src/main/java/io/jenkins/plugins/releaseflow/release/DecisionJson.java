package io.jenkins.plugins.releaseflow.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON form of decisions and of the ways out of a doubt. */
final class DecisionJson {
    private DecisionJson() {}

    static ObjectNode write(Decision decision) {
        ObjectNode json = OperationJson.object();
        json.put("who", decision.who());
        json.put("why", decision.why());
        return json;
    }

    static Decision readDecision(JsonNode json) {
        return new Decision(OperationJson.optional(json, "who"), OperationJson.text(json, "why"));
    }

    static ObjectNode write(Resolution resolution) {
        ObjectNode json = OperationJson.object();
        if (resolution instanceof Resolution.Adopt adopt) {
            json.put("type", "adopt");
            json.put("operation", adopt.operation());
        } else if (resolution instanceof Resolution.MarkCompleted) {
            json.put("type", "completed");
        } else if (resolution instanceof Resolution.MarkFailed) {
            json.put("type", "failed");
        } else {
            json.put("type", "again");
        }
        return json;
    }

    static Resolution readResolution(JsonNode json) {
        String type = OperationJson.text(json, "type");
        return switch (type) {
            case "adopt" -> new Resolution.Adopt(OperationJson.text(json, "operation"));
            case "completed" -> new Resolution.MarkCompleted();
            case "failed" -> new Resolution.MarkFailed();
            case "again" -> new Resolution.RunAgain();
            default -> throw new IllegalArgumentException("its resolution is '" + type + "', which is not known");
        };
    }
}
