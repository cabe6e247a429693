package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a job or a service runs in place of what its image says.
 *
 * @param form what the platform is told
 * @param entrypoint program that is started in place of the image's own
 * @param command command, or arguments of the entrypoint
 * @param process name of a process in the Procfile of an image that a buildpack built
 */
public record CommandOverride(
        Form form, Optional<String> entrypoint, Optional<String> command, Optional<String> process) {
    /** What the platform is told. */
    public enum Form {
        /** Nothing: what is set there stays. */
        UNCHANGED,
        /** To run what the image says. */
        STANDARD,
        /** Another entrypoint or command of an image that a Dockerfile built. */
        DOCKER,
        /** Another entrypoint, command or process of an image that a buildpack built. */
        BUILDPACK
    }

    /** Leaves what is set on the platform. */
    public static final CommandOverride UNCHANGED =
            new CommandOverride(Form.UNCHANGED, Optional.empty(), Optional.empty(), Optional.empty());

    /** What the image says. */
    public static final CommandOverride STANDARD =
            new CommandOverride(Form.STANDARD, Optional.empty(), Optional.empty(), Optional.empty());

    /** Fails with IllegalArgumentException where the values do not go with each other. */
    public CommandOverride {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(entrypoint, "entrypoint");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(process, "process");
        if (process.isPresent() && (entrypoint.isPresent() || command.isPresent())) {
            throw new IllegalArgumentException(
                    "process: '" + process.get()
                            + "' is given together with a command or entrypoint; a process of the Procfile has its own, so give one of them");
        }
        boolean says = entrypoint.isPresent() || command.isPresent() || process.isPresent();
        if (says != (form == Form.DOCKER || form == Form.BUILDPACK)) {
            throw new IllegalArgumentException("A command override of the form " + form
                    + (says ? " says nothing of its own" : " needs an entrypoint, a command or a process"));
        }
        if (form == Form.DOCKER && process.isPresent()) {
            throw new IllegalArgumentException("Only a buildpack's image has processes");
        }
    }

    /** A command of an image that a Dockerfile built; unchanged where there is none. */
    public static CommandOverride of(Optional<String> command) {
        return of(Optional.empty(), command, Optional.empty(), false);
    }

    /**
     * Whatever is given; unchanged where nothing is.
     *
     * @param buildpack whether a buildpack built the image; a process implies it
     * @throws IllegalArgumentException where the values do not go with each other; names the parameter
     */
    public static CommandOverride of(
            Optional<String> entrypoint, Optional<String> command, Optional<String> process, boolean buildpack) {
        if (entrypoint.isEmpty() && command.isEmpty() && process.isEmpty()) {
            return UNCHANGED;
        }
        Form form = buildpack || process.isPresent() ? Form.BUILDPACK : Form.DOCKER;
        return new CommandOverride(form, entrypoint, command, process);
    }

    /** Whether what is set on the platform stays. */
    public boolean isUnchanged() {
        return form == Form.UNCHANGED;
    }

    /** A short text for people; empty where nothing changes. */
    public String summary() {
        if (form == Form.STANDARD) {
            return "what the image says";
        }
        return process.map(name -> "process " + name)
                .orElseGet(() ->
                        Stream.of(entrypoint, command).flatMap(Optional::stream).collect(Collectors.joining(" ")));
    }
}
