package io.jenkins.plugins.releaseflow.rehearsal.emulator.build;

/** The states of a build that the emulator uses, with Northflank's names. */
public enum BuildStatus {
    QUEUED("Build queued"),
    CLONING("Cloning the repository"),
    BUILDING("Building"),
    UPLOADING("Storing the build"),
    SUCCESS("Image successfully built"),
    FAILURE("Build failed"),
    ABORTED("Build aborted"),
    CRASHED("The emulator ended during the build");

    private final String message;

    BuildStatus(String message) {
        this.message = message;
    }

    /** What it means, in a few words. */
    public String message() {
        return message;
    }

    /** Whether the build has come to its end. */
    public boolean isEnd() {
        return ordinal() >= SUCCESS.ordinal();
    }
}
