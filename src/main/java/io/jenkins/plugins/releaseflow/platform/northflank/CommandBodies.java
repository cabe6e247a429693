package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import java.util.Optional;

/** Command overrides in Northflank's words: {@code docker} and {@code buildpack} of a deployment, and of one run of a job. Pure functions. */
final class CommandBodies {
    private static final String TYPE = "configType";
    private static final String DEFAULT = "default";
    private static final String DOCKER = "docker";
    private static final String BUILDPACK = "buildpack";

    private CommandBodies() {}

    /** Adds what changes; nothing where nothing does. */
    static void put(ObjectNode body, CommandOverride override) {
        switch (override.form()) {
            case UNCHANGED -> {}
            case STANDARD -> {
                body.putObject(DOCKER).put(TYPE, DEFAULT);
                body.putObject(BUILDPACK).put(TYPE, DEFAULT);
            }
            case DOCKER -> put(body.putObject(DOCKER), override, "customCommand");
            // The buildpack's own entrypoint sets the language's surroundings up, so a command alone goes through it.
            case BUILDPACK -> put(body.putObject(BUILDPACK), override, "originalEntrypointCustomCommand");
        }
    }

    private static void put(ObjectNode part, CommandOverride override, String commandAlone) {
        String type;
        if (override.process().isPresent()) {
            type = "customProcess";
        } else if (override.entrypoint().isEmpty()) {
            type = commandAlone;
        } else {
            type = override.command().isPresent() ? "customEntrypointCustomCommand" : "customEntrypoint";
        }
        part.put(TYPE, type);
        override.process().ifPresent(process -> part.put("customProcess", process));
        override.entrypoint().ifPresent(entrypoint -> part.put("customEntrypoint", entrypoint));
        override.command().ifPresent(command -> part.put("customCommand", command));
    }

    /** What a deployment shows to run in place of what its image says; unchanged where it does not tell, or tells what is not known here. */
    static CommandOverride read(JsonNode deployment) {
        JsonNode docker = deployment.path(DOCKER);
        JsonNode buildpack = deployment.path(BUILDPACK);
        if (isCustom(docker)) {
            return read(docker, false);
        } else if (isCustom(buildpack)) {
            return read(buildpack, true);
        }
        return docker.has(TYPE) || buildpack.has(TYPE) ? CommandOverride.STANDARD : CommandOverride.UNCHANGED;
    }

    private static boolean isCustom(JsonNode part) {
        return part.has(TYPE) && !part.path(TYPE).asText().equals(DEFAULT);
    }

    private static CommandOverride read(JsonNode part, boolean buildpack) {
        return part.path(TYPE).asText().equals("customProcess")
                ? CommandOverride.of(Optional.empty(), Optional.empty(), text(part, "customProcess"), true)
                : CommandOverride.of(
                        text(part, "customEntrypoint"), text(part, "customCommand"), Optional.empty(), buildpack);
    }

    private static Optional<String> text(JsonNode part, String field) {
        return Optional.ofNullable(part.path(field).textValue()).filter(text -> !text.isEmpty());
    }
}
