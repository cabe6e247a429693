package io.jenkins.plugins.releaseflow.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.PinJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How the events of an environment stand in lines: one JSON object each, with the version of the schema in {@code v}. Unknown fields are passed over. */
final class EnvironmentForm implements EventFile.Form<EnvironmentEvent> {
    private static final int SCHEMA = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public String write(EnvironmentEvent event) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("v", SCHEMA);
        json.put("at", event.at().toString());
        if (event instanceof EnvironmentEvent.Held held) {
            json.put("event", "held");
            write(json, held.by());
        } else if (event instanceof EnvironmentEvent.Lifted lifted) {
            json.put("event", "lifted");
            write(json, lifted.by());
        } else if (event instanceof EnvironmentEvent.Adopted adopted) {
            json.put("event", "adopted");
            json.set("target", PinJson.write(adopted.target()));
            json.set("pin", PinJson.write(adopted.pin()));
            write(json, adopted.by());
        } else if (event instanceof EnvironmentEvent.SchemaReported reported) {
            json.put("event", "schema-reported");
            json.put("job", reported.job());
            json.put("run", reported.run());
            json.put("version", reported.version());
        } else if (event instanceof EnvironmentEvent.SchemaAdopted adopted) {
            json.put("event", "schema-adopted");
            json.put("version", adopted.version());
            write(json, adopted.by());
        } else if (event instanceof EnvironmentEvent.DrillBegan began) {
            json.put("event", "drill-began");
            json.put("release", began.release());
            json.put("backup", began.backup());
            json.put("addon", began.addon());
            json.put("service", began.service());
            json.put("by", began.by());
        } else if (event instanceof EnvironmentEvent.DrillEnded ended) {
            json.put("event", "drill-ended");
            json.put("well", ended.well());
            json.put("restoreMs", ended.restore().toMillis());
            json.put("startMs", ended.start().toMillis());
            json.put("message", ended.message());
        } else if (event instanceof EnvironmentEvent.Removed removed) {
            json.put("event", "removed");
            json.put("numbers", removed.numbers());
        } else {
            throw new IllegalArgumentException("can't be written: " + event);
        }
        return json.toString();
    }

    private static void write(ObjectNode json, Decision decision) {
        json.putObject("decision").put("who", decision.who()).put("why", decision.why());
    }

    @Override
    public Optional<EnvironmentEvent> read(String line, int number) {
        try {
            JsonNode json = MAPPER.readTree(line);
            return json.isObject() ? Optional.of(understood(json, number)) : Optional.empty();
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }

    @Override
    public EnvironmentEvent damaged(int number) {
        return new EnvironmentEvent.Unreadable(Instant.EPOCH, number, "it is damaged");
    }

    private static EnvironmentEvent understood(JsonNode json, int number) {
        Instant at = Instant.EPOCH;
        try {
            at = Instant.parse(json.path("at").asText());
            return read(json, at);
        } catch (IllegalArgumentException | DateTimeException foreign) {
            return new EnvironmentEvent.Unreadable(at, number, String.valueOf(foreign.getMessage()));
        }
    }

    private static EnvironmentEvent read(JsonNode json, Instant at) {
        String type = json.path("event").asText();
        return switch (type) {
            case "held" -> new EnvironmentEvent.Held(at, decision(json));
            case "lifted" -> new EnvironmentEvent.Lifted(at, decision(json));
            case "adopted" ->
                new EnvironmentEvent.Adopted(
                        at, PinJson.readTarget(json.path("target")), PinJson.read(json.path("pin")), decision(json));
            case "schema-reported" ->
                new EnvironmentEvent.SchemaReported(
                        at,
                        json.path("job").asText(),
                        json.path("run").asText(),
                        json.path("version").asText());
            case "schema-adopted" ->
                new EnvironmentEvent.SchemaAdopted(at, json.path("version").asText(), decision(json));
            case "drill-began" ->
                new EnvironmentEvent.DrillBegan(
                        at,
                        json.path("release").asInt(),
                        json.path("backup").asText(),
                        json.path("addon").asText(),
                        json.path("service").asText(),
                        json.path("by").asText());
            case "drill-ended" ->
                new EnvironmentEvent.DrillEnded(
                        at,
                        json.path("well").asBoolean(),
                        Duration.ofMillis(json.path("restoreMs").asLong()),
                        Duration.ofMillis(json.path("startMs").asLong()),
                        json.path("message").asText());
            case "removed" -> {
                String numbers = json.path("numbers").asText();
                NumberRanges.read(numbers);
                yield new EnvironmentEvent.Removed(at, numbers);
            }
            default -> unrecognised(json, at, type);
        };
    }

    private static EnvironmentEvent unrecognised(JsonNode json, Instant at, String type) {
        int version = json.path("v").asInt();
        if (version > SCHEMA) {
            throw new IllegalArgumentException("it is of version " + version + " of the schema, and " + SCHEMA
                    + " is the latest that this version of Release Flow knows");
        }
        return new EnvironmentEvent.Unrecognised(at, type);
    }

    private static Decision decision(JsonNode json) {
        JsonNode decision = json.path("decision");
        return new Decision(
                decision.path("who").asText(""), decision.path("why").asText(""));
    }
}
