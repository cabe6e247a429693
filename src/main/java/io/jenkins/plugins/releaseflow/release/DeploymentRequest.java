package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * A pin put on a target.
 *
 * @param target job or service
 * @param pin what is put on it; what is there already where only the command changes
 * @param override what it runs in place of what its image says
 * @param use how long that stays
 * @param credentials the platform's id of the credentials that it pulls an image with; empty for builds and public images
 * @param promotedFrom where the pin was taken from, for example {@code service api of staging}; empty where it was chosen otherwise
 */
public record DeploymentRequest(
        Target target,
        Pin pin,
        CommandOverride override,
        CommandUse use,
        Optional<String> credentials,
        Optional<String> promotedFrom)
        implements OperationRequest {
    public DeploymentRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(pin, "pin");
        Objects.requireNonNull(override, "override");
        Objects.requireNonNull(use, "use");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(promotedFrom, "promotedFrom");
    }

    /**
     * One with a command at most.
     *
     * @param command command that replaces the image's own from now on
     */
    public DeploymentRequest(Target target, Pin pin, Optional<String> command) {
        this(target, pin, CommandOverride.of(command), CommandUse.STAYS, Optional.empty(), Optional.empty());
    }

    /** The command that replaces the image's own; empty where it stays, or a process takes its place. */
    public Optional<String> command() {
        return override.command();
    }

    /** What is left of it when its release has ended: a whole deployment, without the command that is put back. */
    public DeploymentRequest lasting() {
        return new DeploymentRequest(
                target,
                pin,
                use == CommandUse.PUT_BACK ? CommandOverride.UNCHANGED : override,
                CommandUse.STAYS,
                credentials,
                promotedFrom);
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
