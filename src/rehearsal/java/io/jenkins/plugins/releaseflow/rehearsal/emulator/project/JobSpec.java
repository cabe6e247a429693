package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A job.
 *
 * @param build the build service that its image comes from
 * @param command a shell command, run in the build's directory
 * @param environment the process's additional environment; values may refer to addons
 * @param timeLimit how long one run may take, with its retries, in seconds
 * @param retries how often a failed run is tried again
 * @param runOnSourceChange {@code never}, {@code cd-promote} or {@code always}: whether a new image runs it
 * @param cd whether a new build is put on it without being asked for
 * @param schedule when a cron job runs by itself, in UTC; empty for a job that only runs when it is asked to
 */
public record JobSpec(
        String build,
        String command,
        Map<String, String> environment,
        int timeLimit,
        int retries,
        String runOnSourceChange,
        boolean cd,
        Optional<String> schedule) {
    public JobSpec {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
