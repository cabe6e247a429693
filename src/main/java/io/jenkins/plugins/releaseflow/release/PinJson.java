package io.jenkins.plugins.releaseflow.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON form of targets and pins on disk. */
public final class PinJson {
    private PinJson() {}

    public static ObjectNode write(Pin pin) {
        return OperationJson.write(pin);
    }

    /** @throws IllegalArgumentException where it is none that this version knows */
    public static Pin read(JsonNode json) {
        return OperationJson.readPin(json);
    }

    public static ObjectNode write(Target target) {
        ObjectNode json = OperationJson.object();
        json.put("type", target.type().word());
        json.put("id", target.id());
        return json;
    }

    /** @throws IllegalArgumentException where it is none that this version knows */
    public static Target readTarget(JsonNode json) {
        return new Target(
                OperationJson.value(TargetType.class, OperationJson.text(json, "type")),
                OperationJson.text(json, "id"));
    }
}
