package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which command a container of a buildpack's image runs, in Northflank's words.
 *
 * @param configType {@code default}, {@code customProcess}, {@code customCommand}, {@code customEntrypointCustomCommand} or
 *     {@code originalEntrypointCustomCommand}
 */
public record BuildpackConfig(
        String configType,
        Optional<String> customProcess,
        Optional<String> customEntrypoint,
        Optional<String> customCommand) {
    /** The command that the project file says. */
    public static final BuildpackConfig DEFAULT =
            new BuildpackConfig("default", Optional.empty(), Optional.empty(), Optional.empty());

    public BuildpackConfig {
        switch (configType) {
            case "default" -> {}
            case "customProcess" -> require("customProcess", customProcess, configType);
            case "customCommand", "originalEntrypointCustomCommand" ->
                require("customCommand", customCommand, configType);
            case "customEntrypointCustomCommand" -> {
                require("customEntrypoint", customEntrypoint, configType);
                require("customCommand", customCommand, configType);
            }
            default ->
                throw Refusal.invalid(
                        "buildpack.configType is '" + configType
                                + "' but must be default, customProcess, customCommand, customEntrypointCustomCommand or originalEntrypointCustomCommand");
        }
    }

    private static void require(String field, Optional<String> value, String configType) {
        if (value.isEmpty()) {
            throw Refusal.invalid("buildpack." + field + " is required with configType " + configType);
        }
    }

    /**
     * The shell command to run where the configured one is this.
     *
     * @param directory holds the {@code Procfile}
     */
    public String over(String configured, Path directory) {
        return switch (configType) {
            case "customProcess" -> process(customProcess.orElseThrow(), directory);
            case "customCommand", "originalEntrypointCustomCommand" -> customCommand.orElseThrow();
            case "customEntrypointCustomCommand" -> customEntrypoint.orElseThrow() + " " + customCommand.orElseThrow();
            default -> configured;
        };
    }

    /** A container whose process does not exist starts and ends at once, with words in its log. */
    private static String process(String name, Path directory) {
        Path file = directory.resolve("Procfile");
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.of()) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("echo 'ERROR: the Procfile has no such process' >&2; exit 82");
        } catch (IOException unreadable) {
            return "echo 'ERROR: the Procfile cannot be read' >&2; exit 82";
        }
    }
}
