package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the platform showed just before an operation was asked for. After a crash it tells the new operation from the old ones.
 *
 * @param operationIds ids of the operations of that kind that existed on the resource
 * @param deployed what was deployed on the target; empty for other kinds, and where nothing was
 * @param marker a platform's own mark of the last change, for example the time of a service's last transition; empty where it has none
 * @param continuousDeployment whether the platform would have deployed new builds by itself
 * @param activity what was told of the job's runs, for runs of a job and deployments to one
 * @param command what the target ran in place of what its image says; unchanged where that is not known
 */
public record Baseline(
        Set<String> operationIds,
        Optional<Pin> deployed,
        String marker,
        boolean continuousDeployment,
        JobActivity activity,
        CommandOverride command) {
    public Baseline {
        operationIds = Set.copyOf(operationIds);
        Objects.requireNonNull(deployed, "deployed");
        Objects.requireNonNull(marker, "marker");
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(command, "command");
    }

    /** One of which neither runs nor a command are known. */
    public Baseline(Set<String> operationIds, Optional<Pin> deployed, String marker, boolean continuousDeployment) {
        this(operationIds, deployed, marker, continuousDeployment, JobActivity.UNKNOWN, CommandOverride.UNCHANGED);
    }

    /** Nothing existed before. */
    public static Baseline empty() {
        return new Baseline(Set.of(), Optional.empty(), "", false);
    }

    public static Baseline ofOperations(Set<String> operationIds) {
        return new Baseline(operationIds, Optional.empty(), "", false);
    }

    /** The same with what was told of the job's runs. */
    public Baseline with(Set<String> runs, JobActivity seen) {
        return new Baseline(runs, deployed, marker, continuousDeployment, seen, command);
    }
}
