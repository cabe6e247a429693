package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import com.fasterxml.jackson.annotation.JsonValue;

/** The states of backups and restores, one set for both. */
public enum BackupStatus {
    SCHEDULED("scheduled"),
    IN_PROGRESS("in-progress"),
    COMPLETED("completed"),
    ABORTING("aborting"),
    ABORTED("aborted"),
    FAILED("failed"),
    NOT_SUPPORTED("not-supported");

    private final String apiName;

    BackupStatus(String apiName) {
        this.apiName = apiName;
    }

    /** The name in the API. */
    @JsonValue
    public String apiName() {
        return apiName;
    }

    /** Whether nothing more will happen. */
    public boolean isEnd() {
        return this != SCHEDULED && this != IN_PROGRESS && this != ABORTING;
    }
}
