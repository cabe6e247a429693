package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A request's JSON body, or an object in it; a field of the wrong type is refused by its name. */
final class Body {
    private final JsonNode node;
    private final String prefix;

    private Body(JsonNode node, String prefix) {
        this.node = node;
        this.prefix = prefix;
    }

    /** Reads a body; an empty one is an empty object. */
    static Body parse(String text) {
        if (text.isBlank()) {
            return new Body(JsonNodeFactory.instance.objectNode(), "");
        }
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node.isObject()) {
                return new Body(node, "");
            }
        } catch (JsonProcessingException malformed) {
            throw Refusal.invalid("the body is not valid JSON: " + malformed.getOriginalMessage());
        }
        throw Refusal.invalid("the body must be a JSON object");
    }

    Optional<String> text(String field) {
        return of(field, JsonNode::isTextual, "a text").map(JsonNode::textValue);
    }

    Optional<Boolean> flag(String field) {
        return of(field, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
    }

    Optional<Integer> number(String field) {
        return of(field, JsonNode::canConvertToInt, "a whole number").map(JsonNode::intValue);
    }

    Optional<Body> object(String field) {
        return of(field, JsonNode::isObject, "an object").map(found -> new Body(found, prefix + field + "."));
    }

    /** An object whose values are all texts. */
    Map<String, String> texts(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(field).ifPresent(body -> body.node
                .fieldNames()
                .forEachRemaining(name -> texts.put(name, body.text(name).orElse(""))));
        return texts;
    }

    /** An object whose values are all true or false. */
    Optional<Map<String, Boolean>> flags(String field) {
        return object(field).map(body -> {
            Map<String, Boolean> flags = new LinkedHashMap<>();
            body.node
                    .fieldNames()
                    .forEachRemaining(name -> flags.put(name, body.flag(name).orElse(false)));
            return flags;
        });
    }

    /** An array of texts. */
    Optional<List<String>> list(String field) {
        return of(field, JsonNode::isArray, "a list of texts").map(array -> {
            List<String> texts = new ArrayList<>();
            array.forEach(element -> {
                if (!element.isTextual()) {
                    throw Refusal.invalid(prefix + field + " must be a list of texts, not " + array);
                }
                texts.add(element.textValue());
            });
            return List.copyOf(texts);
        });
    }

    /** An array of objects; none where the field is not there. */
    List<Body> objects(String field) {
        List<Body> objects = new ArrayList<>();
        of(field, JsonNode::isArray, "a list of objects")
                .ifPresent(array -> array.forEach(element -> {
                    if (!element.isObject()) {
                        throw Refusal.invalid(prefix + field + " must be a list of objects, not " + array);
                    }
                    objects.add(new Body(element, prefix + field + "."));
                }));
        return List.copyOf(objects);
    }

    private Optional<JsonNode> of(String field, Predicate<JsonNode> type, String typeName) {
        JsonNode found = node.path(field);
        if (found.isMissingNode() || found.isNull()) {
            return Optional.empty();
        }
        if (!type.test(found)) {
            throw Refusal.invalid(prefix + field + " must be " + typeName + ", not " + found);
        }
        return Optional.of(found);
    }
}
