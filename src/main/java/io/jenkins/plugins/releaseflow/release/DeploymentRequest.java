package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * A pin put on a target.
 *
 * @param target job or service
 * @param pin what is put on it
 * @param command command that replaces the image's own from now on
 */
public record DeploymentRequest(Target target, Pin pin, Optional<String> command) implements OperationRequest {
    public DeploymentRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(pin, "pin");
        Objects.requireNonNull(command, "command");
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DEPLOYMENT;
    }

    @Override
    public String resource() {
        return target.id();
    }
}
