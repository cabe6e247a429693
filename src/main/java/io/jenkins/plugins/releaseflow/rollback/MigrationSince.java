package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.RunImage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run of a job that changed the schema, or may have changed it.
 *
 * @param release the release that ran it
 * @param node id of its node
 * @param job id of the job
 * @param command command of that run; empty for the job's own
 * @param undo command that undoes it; empty where none is declared
 * @param verdict what it does to the code before it
 * @param evidence where the verdict comes from
 * @param state what the node came to, or where it stands
 * @param at when the platform was asked to run it
 * @param variables names of the variables that the run was given
 * @param addon the database that it changed; empty where nobody said
 * @param unsure what may have taken it back, where nobody can tell; empty where nothing may have
 * @param image what that run ran in place of what was on the job
 * @param by what the job was running then, by the ledger; empty where the release did not deploy it
 */
public record MigrationSince(
        ReleaseId release,
        String node,
        String job,
        Optional<String> command,
        Optional<String> undo,
        MigrationVerdict verdict,
        Evidence evidence,
        NodeState state,
        Instant at,
        List<String> variables,
        Optional<String> addon,
        Optional<String> unsure,
        Optional<RunImage> image,
        Optional<Pin> by) {
    /** Where a verdict comes from. */
    public enum Evidence {
        /** The Jenkinsfile says so. */
        DECLARED,
        /** The log of the run says that there was nothing to migrate. */
        LOG,
        /** Nobody said. */
        NONE
    }

    public MigrationSince {
        Objects.requireNonNull(release, "release");
        variables = List.copyOf(variables);
    }

    /** Whether the code before it works with the schema after it. */
    public boolean isCompatible() {
        return isCompatible(verdict);
    }

    /** The same one, of which nobody can tell whether something took it back. */
    MigrationSince unsure(String why) {
        return new MigrationSince(
                release,
                node,
                job,
                command,
                undo,
                verdict,
                evidence,
                state,
                at,
                variables,
                addon,
                Optional.of(why),
                image,
                by);
    }

    /** Whether it may be one of that database. */
    boolean mayBeOf(String database) {
        return addon.isEmpty() || addon.get().equals(database);
    }

    /** Whether it is certain that it ran to its end, and that nothing took it back. */
    public boolean isCertain() {
        return state == NodeState.COMPLETED && unsure.isEmpty();
    }

    static boolean isCompatible(MigrationVerdict verdict) {
        return verdict == MigrationVerdict.NONE || verdict == MigrationVerdict.EXPAND;
    }
}
