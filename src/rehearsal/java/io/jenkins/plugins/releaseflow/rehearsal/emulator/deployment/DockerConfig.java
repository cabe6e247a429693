package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.Optional;

/**
 * Which command a container runs, in Northflank's words; here a shell command takes the place of the image's own.
 *
 * @param configType {@code default}, {@code customEntrypoint}, {@code customCommand} or
 *     {@code customEntrypointCustomCommand}
 */
public record DockerConfig(String configType, Optional<String> customEntrypoint, Optional<String> customCommand) {
    /** The command that the project file says. */
    public static final DockerConfig DEFAULT = new DockerConfig("default", Optional.empty(), Optional.empty());

    public DockerConfig {
        boolean entrypoint;
        boolean command;
        switch (configType) {
            case "default" -> {
                entrypoint = false;
                command = false;
            }
            case "customEntrypoint" -> {
                entrypoint = true;
                command = false;
            }
            case "customCommand" -> {
                entrypoint = false;
                command = true;
            }
            case "customEntrypointCustomCommand" -> {
                entrypoint = true;
                command = true;
            }
            default ->
                throw Refusal.invalid("docker.configType is '" + configType
                        + "' but must be default, customEntrypoint, customCommand or customEntrypointCustomCommand");
        }
        if (entrypoint && customEntrypoint.isEmpty()) {
            throw Refusal.invalid("docker.customEntrypoint is required with configType " + configType);
        }
        if (command && customCommand.isEmpty()) {
            throw Refusal.invalid("docker.customCommand is required with configType " + configType);
        }
    }

    /** The shell command to run where the configured one is this. */
    public String over(String configured) {
        return switch (configType) {
            case "customEntrypoint" -> customEntrypoint.orElseThrow();
            case "customCommand" -> customCommand.orElseThrow();
            case "customEntrypointCustomCommand" -> customEntrypoint.orElseThrow() + " " + customCommand.orElseThrow();
            default -> configured;
        };
    }
}
