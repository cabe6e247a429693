package io.jenkins.plugins.releaseflow.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The JSON form of command overrides: fields of the object that has them, none where nothing changes. A {@code command} alone is what earlier versions wrote. */
final class CommandJson {
    private CommandJson() {}

    static void put(ObjectNode json, CommandOverride override) {
        override.entrypoint().ifPresent(entrypoint -> json.put("entrypoint", entrypoint));
        override.command().ifPresent(command -> json.put("command", command));
        override.process().ifPresent(process -> json.put("process", process));
        if (override.form() == CommandOverride.Form.BUILDPACK || override.form() == CommandOverride.Form.STANDARD) {
            json.put("commandForm", OperationJson.word(override.form()));
        }
    }

    static CommandOverride read(JsonNode json) {
        String form = OperationJson.optional(json, "commandForm");
        if (form.equals(OperationJson.word(CommandOverride.Form.STANDARD))) {
            return CommandOverride.STANDARD;
        }
        return CommandOverride.of(
                text(json, "entrypoint"),
                text(json, "command"),
                text(json, "process"),
                form.equals(OperationJson.word(CommandOverride.Form.BUILDPACK)));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }
}
