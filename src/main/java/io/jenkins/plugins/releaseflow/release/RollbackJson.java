package io.jenkins.plugins.releaseflow.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The JSON form on disk of what a rollback was asked to do, and what it asks. */
final class RollbackJson {
    private RollbackJson() {}

    static ObjectNode write(RollbackOrder order) {
        ObjectNode json = OperationJson.object();
        json.put("to", order.to());
        order.from().ifPresent(from -> json.put("from", from));
        json.put("database", order.way().word());
        order.addon().ifPresent(addon -> json.put("addon", addon));
        order.backup().ifPresent(backup -> json.put("backup", backup));
        json.put("reason", order.reason());
        json.put("plan", order.plan());
        json.put("step", order.step());
        order.after().ifPresent(after -> json.put("after", after));
        return json;
    }

    /** Empty where there is none. */
    static Optional<RollbackOrder> read(JsonNode json) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        String word = OperationJson.text(json, "database");
        return Optional.of(new RollbackOrder(
                json.path("to").asInt(),
                json.has("from") ? Optional.of(json.path("from").asInt()) : Optional.empty(),
                DatabaseWay.of(word).orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not known")),
                Optional.ofNullable(json.path("addon").textValue()),
                Optional.ofNullable(json.path("backup").textValue()),
                OperationJson.optional(json, "reason"),
                OperationJson.optional(json, "plan"),
                OperationJson.optional(json, "step"),
                json.has("after") ? Optional.of(json.path("after").asInt()) : Optional.empty()));
    }

    static ArrayNode write(List<RollbackCall> calls) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        calls.forEach(call -> {
            ObjectNode json = list.addObject();
            json.put("node", call.node());
            json.set("request", OperationJson.write(call.request()));
            json.put("why", call.why());
        });
        return list;
    }

    static List<RollbackCall> readCalls(JsonNode json) {
        return json.valueStream()
                .map(call -> new RollbackCall(
                        OperationJson.text(call, "node"),
                        OperationJson.readRequest(call.path("request")),
                        OperationJson.optional(call, "why")))
                .toList();
    }
}
