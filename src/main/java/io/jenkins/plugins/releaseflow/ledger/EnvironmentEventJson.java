package io.jenkins.plugins.releaseflow.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.Decision;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The JSON form of an environment's events: one object on one line, with the version of the schema in {@code v}. Unknown fields are passed over. */
final class EnvironmentEventJson {
    private static final int SCHEMA = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EnvironmentEventJson() {}

    static String write(EnvironmentEvent event) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("v", SCHEMA);
        json.put("at", event.at().toString());
        if (event instanceof EnvironmentEvent.Held held) {
            json.put("event", "held");
            write(json, held.by());
        } else if (event instanceof EnvironmentEvent.Lifted lifted) {
            json.put("event", "lifted");
            write(json, lifted.by());
        } else if (event instanceof EnvironmentEvent.Unrecognised unrecognised) {
            json.put("event", unrecognised.type());
        }
        return json.toString();
    }

    private static void write(ObjectNode json, Decision decision) {
        json.putObject("decision").put("who", decision.who()).put("why", decision.why());
    }

    /** The event of a line; empty where the line is torn or damaged. */
    static Optional<EnvironmentEvent> read(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            return json.isObject() ? Optional.of(read(json)) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    private static EnvironmentEvent read(JsonNode json) {
        Instant at = Instant.parse(json.path("at").asText());
        String type = json.path("event").asText();
        return switch (type) {
            case "held" -> new EnvironmentEvent.Held(at, decision(json));
            case "lifted" -> new EnvironmentEvent.Lifted(at, decision(json));
            default -> new EnvironmentEvent.Unrecognised(at, type);
        };
    }

    private static Decision decision(JsonNode json) {
        JsonNode decision = json.path("decision");
        return new Decision(
                decision.path("who").asText(""), decision.path("why").asText(""));
    }
}
