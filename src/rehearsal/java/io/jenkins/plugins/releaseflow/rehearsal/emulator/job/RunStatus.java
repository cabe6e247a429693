package io.jenkins.plugins.releaseflow.rehearsal.emulator.job;

/** The states of a job run, all that Northflank has. */
public enum RunStatus {
    RUNNING,
    SUCCESS,
    FAILED
}
