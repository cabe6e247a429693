package io.jenkins.plugins.releaseflow.release;

/** How long a deployment's command override stays. */
public enum CommandUse {
    /** Until somebody changes it. */
    STAYS,
    /** Until the release ends; then what was there before is put back. */
    PUT_BACK,
    /** The command is all that changes: what is deployed stays as it is. */
    COMMAND_ONLY
}
