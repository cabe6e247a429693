package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * A command in a container that runs. It carries no key and leaves no trace on the platform: only who started it hears how it ended.
 *
 * @param target the service or job in whose container it runs
 * @param shell the program that is given the command after {@code -c}; empty where the command is split at its blanks and run without a shell
 * @param user the user that it runs as; the container's own where empty
 * @param returnStatus whether an exit code other than 0 is a result, and no failure
 * @param returnOutput whether what it prints is kept as a result
 */
public record CommandRequest(
        Target target,
        String command,
        Optional<String> shell,
        Optional<String> user,
        boolean returnStatus,
        boolean returnOutput)
        implements OperationRequest {
    public CommandRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(user, "user");
    }

    @Override
    public OperationKind kind() {
        return OperationKind.COMMAND;
    }

    @Override
    public String resource() {
        return target.id();
    }
}
