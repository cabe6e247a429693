package io.jenkins.plugins.releaseflow.rehearsal.emulator.job;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a job.
 *
 * @param id a UUID
 * @param runName the job's id and 24 hexadecimal digits
 * @param deployment which build it runs
 * @param command the shell command
 * @param environment the variables that were given for this run only
 * @param timeLimit in seconds, over all attempts
 * @param containers one name per attempt, the newest last
 * @param aborted whether somebody has asked for its end
 */
public record JobRun(
        String id,
        String runName,
        Deployment deployment,
        String command,
        Map<String, String> environment,
        int backoffLimit,
        int timeLimit,
        List<String> containers,
        RunStatus status,
        boolean aborted,
        Instant startedAt,
        Optional<Instant> concludedAt) {

    /** Whether it has come to its end. */
    public boolean concluded() {
        return concludedAt.isPresent();
    }

    /** The name of the newest attempt's container. */
    public String container() {
        return containers.get(containers.size() - 1);
    }

    JobRun abortion() {
        return with(containers, status, true, concludedAt);
    }

    JobRun retried(String container) {
        List<String> all = new ArrayList<>(containers);
        all.add(container);
        return with(List.copyOf(all), status, aborted, concludedAt);
    }

    JobRun ended(RunStatus end, Instant at) {
        return with(containers, end, aborted, Optional.of(at));
    }

    private JobRun with(List<String> names, RunStatus state, boolean abort, Optional<Instant> end) {
        return new JobRun(
                id,
                runName,
                deployment,
                command,
                environment,
                backoffLimit,
                timeLimit,
                names,
                state,
                abort,
                startedAt,
                end);
    }
}
