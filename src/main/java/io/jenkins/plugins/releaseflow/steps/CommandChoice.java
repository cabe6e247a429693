package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.CommandOverride;
import java.io.Serializable;

/** The parameters that choose what is run in place of what an image says, shared by the steps that have them. Mutable while a step is bound. */
final class CommandChoice implements Serializable {
    private static final long serialVersionUID = 1L;

    String command = "";
    String entrypoint = "";
    String process = "";
    boolean buildpack;

    /**
     * What is chosen.
     *
     * @throws IllegalArgumentException for bad parameters
     */
    CommandOverride override() {
        CommandOverride override = CommandOverride.of(
                StepParameters.optional(entrypoint),
                StepParameters.optional(command),
                StepParameters.optional(process),
                buildpack);
        if (buildpack && override.isUnchanged()) {
            throw new IllegalArgumentException(
                    "buildpack: says how a command is given to the image, and none is; give command, entrypoint or process, or leave it out");
        }
        return override;
    }
}
