package io.jenkins.plugins.releaseflow.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The JSON form of events: one object on one line, with the version of the schema in {@code v}.
 *
 * <p>Unknown fields are passed over. An unknown event is {@link ReleaseEvent.Unrecognised} where its {@code v} is one that this version knows: an event that
 * an older version must not pass over raises {@code v}. That, and a known event whose content can't be understood, is {@link ReleaseEvent.Unreadable}.
 */
public final class ReleaseEventJson {
    /** The version of the schema that is written. */
    public static final int SCHEMA = 1;

    /** Two objects on one line are damage: the second must not be passed over. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReleaseEventJson() {}

    /** The event on one line, without a line end. */
    public static String write(ReleaseEvent event) {
        ObjectNode json = OperationJson.object();
        json.put("v", SCHEMA);
        json.put("at", event.at().toString());
        if (event instanceof ReleaseEvent.Opened opened) {
            json.put("event", "opened");
            json.put("environment", opened.id().environment());
            json.put("number", opened.id().number());
            json.put("kind", OperationJson.word(opened.kind()));
            json.put("name", opened.name());
            json.put("description", opened.description());
            json.set("origin", write(opened.origin()));
            if (opened.allowOlder()) {
                json.put("allowOlder", true);
            }
            opened.rollback().ifPresent(order -> json.set("rollback", RollbackJson.write(order)));
        } else if (event instanceof ReleaseEvent.RollbackDecided decided) {
            json.put("event", "rollback-decided");
            json.set("calls", RollbackJson.write(decided.calls()));
        } else if (event instanceof ReleaseEvent.LockTaken) {
            json.put("event", "lock-taken");
        } else if (event instanceof ReleaseEvent.LockBroken broken) {
            json.put("event", "lock-broken");
            json.set("decision", DecisionJson.write(broken.by()));
        } else if (event instanceof ReleaseEvent.Described described) {
            json.put("event", "described");
            json.put("description", described.description());
            json.put("who", described.who());
        } else if (event instanceof ReleaseEvent.PinResolved resolved) {
            json.put("event", "pin-resolved");
            json.put("selector", resolved.selector());
            json.set("pin", OperationJson.write(resolved.pin()));
        } else if (event instanceof ReleaseEvent.BuildIntended intended) {
            json.put("event", "build-intended");
            json.put("node", intended.node());
            json.put("selector", intended.selector());
            json.set("request", OperationJson.write(intended.request()));
            json.set("baseline", OperationJson.write(intended.baseline()));
        } else if (event instanceof ReleaseEvent.BuildAwaited awaited) {
            json.put("event", "build-awaited");
            json.put("node", awaited.node());
            json.put("selector", awaited.selector());
            json.set("reference", OperationJson.write(awaited.reference()));
        } else if (event instanceof ReleaseEvent.BuildGivenUp givenUp) {
            json.put("event", "build-given-up");
            json.put("node", givenUp.node());
            json.put("selector", givenUp.selector());
            json.put("message", givenUp.message());
        } else if (event instanceof ReleaseEvent.NodePlanned planned) {
            json.put("event", "node-planned");
            json.put("node", planned.node());
            json.put("kind", OperationJson.word(planned.kind()));
            json.put("label", planned.label());
            json.set("terms", OperationJson.write(planned.terms()));
            if (!planned.stage().isEmpty()) {
                json.put("stage", planned.stage());
            }
            if (!planned.work().isEmpty()) {
                json.put("work", planned.work());
            }
        } else if (event instanceof ReleaseEvent.NodeIntended intended) {
            json.put("event", "node-intended");
            json.put("node", intended.node());
            json.put("attempt", intended.attempt());
            json.set("request", OperationJson.write(intended.request()));
            json.set("baseline", OperationJson.write(intended.baseline()));
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            json.put("event", "operation-started");
            json.put("node", started.node());
            json.set("reference", OperationJson.write(started.reference()));
        } else if (event instanceof ReleaseEvent.NodeNoted noted) {
            json.put("event", "node-noted");
            json.put("node", noted.node());
            json.put("note", noted.note());
        } else if (event instanceof ReleaseEvent.AttemptFailed failed) {
            json.put("event", "attempt-failed");
            json.put("node", failed.node());
            json.set("failure", OperationJson.write(failed.failure()));
        } else if (event instanceof ReleaseEvent.DoubtResolved resolved) {
            json.put("event", "doubt-resolved");
            json.put("node", resolved.node());
            json.set("resolution", DecisionJson.write(resolved.resolution()));
            json.set("decision", DecisionJson.write(resolved.decision()));
        } else if (event instanceof ReleaseEvent.NodeEnded ended) {
            json.put("event", "node-ended");
            json.put("node", ended.node());
            json.put("state", OperationJson.word(ended.state()));
            json.set("facts", OperationJson.write(ended.facts()));
            ended.failure().ifPresent(failure -> json.set("failure", OperationJson.write(failure)));
        } else if (event instanceof ReleaseEvent.Ended ended) {
            json.put("event", "ended");
            json.put("outcome", OperationJson.word(ended.outcome()));
            json.put("message", ended.message());
            ended.supersededBy().ifPresent(by -> json.put("supersededBy", by.toString()));
        } else if (event instanceof ReleaseEvent.Unrecognised unrecognised) {
            json.put("event", unrecognised.type());
        } else {
            throw new IllegalArgumentException("can't be written: " + event);
        }
        return json.toString();
    }

    /** The event of a line; empty where the line is torn or damaged, so that it is not even JSON. */
    public static Optional<ReleaseEvent> read(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            return json.isObject() ? Optional.of(understood(json)) : Optional.empty();
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }

    private static ReleaseEvent understood(JsonNode json) {
        try {
            return read(json);
        } catch (IllegalArgumentException | DateTimeException foreign) {
            return new ReleaseEvent.Unreadable(
                    at(json).orElse(Instant.EPOCH),
                    0,
                    OperationJson.optional(json, "event"),
                    Optional.ofNullable(json.path("node").textValue()),
                    String.valueOf(foreign.getMessage()));
        }
    }

    private static Optional<Instant> at(JsonNode json) {
        try {
            return Optional.of(Instant.parse(OperationJson.optional(json, "at")));
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    private static ReleaseEvent read(JsonNode json) {
        Instant at = Instant.parse(OperationJson.text(json, "at"));
        String type = OperationJson.text(json, "event");
        return switch (type) {
            case "opened" ->
                new ReleaseEvent.Opened(
                        at,
                        new ReleaseId(
                                OperationJson.text(json, "environment"),
                                json.path("number").asInt()),
                        OperationJson.value(ReleaseKind.class, OperationJson.text(json, "kind"), ReleaseKind.UNKNOWN),
                        OperationJson.optional(json, "name"),
                        OperationJson.optional(json, "description"),
                        readOrigin(json.path("origin")),
                        json.path("allowOlder").asBoolean(),
                        RollbackJson.read(json.path("rollback")));
            case "rollback-decided" -> new ReleaseEvent.RollbackDecided(at, RollbackJson.readCalls(json.path("calls")));
            case "lock-taken" -> new ReleaseEvent.LockTaken(at);
            case "lock-broken" -> new ReleaseEvent.LockBroken(at, DecisionJson.readDecision(json.path("decision")));
            case "described" ->
                new ReleaseEvent.Described(
                        at, OperationJson.optional(json, "description"), OperationJson.optional(json, "who"));
            case "pin-resolved" ->
                new ReleaseEvent.PinResolved(
                        at, OperationJson.text(json, "selector"), OperationJson.readBuildPin(json.path("pin")));
            case "build-intended" ->
                new ReleaseEvent.BuildIntended(
                        at,
                        OperationJson.text(json, "node"),
                        OperationJson.text(json, "selector"),
                        OperationJson.readBuildRequest(json.path("request")),
                        OperationJson.readBaseline(json.path("baseline")));
            case "build-awaited" ->
                new ReleaseEvent.BuildAwaited(
                        at,
                        OperationJson.text(json, "node"),
                        OperationJson.text(json, "selector"),
                        OperationJson.readReference(json.path("reference")));
            case "build-given-up" ->
                new ReleaseEvent.BuildGivenUp(
                        at,
                        OperationJson.text(json, "node"),
                        OperationJson.text(json, "selector"),
                        OperationJson.optional(json, "message"));
            case "node-planned" ->
                new ReleaseEvent.NodePlanned(
                        at,
                        OperationJson.text(json, "node"),
                        OperationJson.value(NodeKind.class, OperationJson.text(json, "kind"), NodeKind.UNKNOWN),
                        OperationJson.text(json, "label"),
                        OperationJson.readTerms(json.path("terms")),
                        OperationJson.optional(json, "stage"),
                        OperationJson.optional(json, "work"));
            case "node-intended" ->
                new ReleaseEvent.NodeIntended(
                        at,
                        OperationJson.text(json, "node"),
                        json.path("attempt").asInt(),
                        OperationJson.readRequest(json.path("request")),
                        OperationJson.readBaseline(json.path("baseline")));
            case "operation-started" ->
                new ReleaseEvent.OperationStarted(
                        at, OperationJson.text(json, "node"), OperationJson.readReference(json.path("reference")));
            case "node-noted" ->
                new ReleaseEvent.NodeNoted(at, OperationJson.text(json, "node"), OperationJson.text(json, "note"));
            case "attempt-failed" ->
                new ReleaseEvent.AttemptFailed(
                        at, OperationJson.text(json, "node"), OperationJson.readFailure(json.path("failure")));
            case "doubt-resolved" ->
                new ReleaseEvent.DoubtResolved(
                        at,
                        OperationJson.text(json, "node"),
                        DecisionJson.readResolution(json.path("resolution")),
                        DecisionJson.readDecision(json.path("decision")));
            case "node-ended" ->
                new ReleaseEvent.NodeEnded(
                        at,
                        OperationJson.text(json, "node"),
                        OperationJson.value(NodeState.class, OperationJson.text(json, "state")),
                        OperationJson.readTexts(json.path("facts")),
                        json.has("failure")
                                ? Optional.of(OperationJson.readFailure(json.get("failure")))
                                : Optional.empty());
            case "ended" ->
                new ReleaseEvent.Ended(
                        at,
                        OperationJson.value(ReleaseState.class, OperationJson.text(json, "outcome")),
                        OperationJson.optional(json, "message"),
                        Optional.ofNullable(json.path("supersededBy").textValue())
                                .map(ReleaseId::parse));
            default -> unrecognised(json, at, type);
        };
    }

    private static ReleaseEvent unrecognised(JsonNode json, Instant at, String type) {
        int version = json.path("v").asInt();
        if (version > SCHEMA) {
            throw new IllegalArgumentException("it is of version " + version + " of the schema, and " + SCHEMA
                    + " is the latest that this version of Release Flow knows");
        }
        return new ReleaseEvent.Unrecognised(at, type);
    }

    private static ObjectNode write(Origin origin) {
        ObjectNode json = OperationJson.object();
        json.put("who", origin.who());
        json.put("why", origin.why());
        json.put("job", origin.job());
        json.put("build", origin.build());
        json.put("branch", origin.branch());
        if (!origin.step().isEmpty()) {
            json.put("step", origin.step());
        }
        if (!origin.overrides().isEmpty()) {
            json.set("overrides", OverrideJson.write(origin.overrides()));
        }
        return json;
    }

    private static Origin readOrigin(JsonNode json) {
        return new Origin(
                OperationJson.optional(json, "who"),
                OperationJson.optional(json, "why"),
                OperationJson.optional(json, "job"),
                OperationJson.optional(json, "build"),
                OperationJson.optional(json, "branch"),
                OperationJson.optional(json, "step"),
                OverrideJson.read(json.path("overrides")));
    }
}
