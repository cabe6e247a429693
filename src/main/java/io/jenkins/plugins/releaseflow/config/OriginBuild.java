package io.jenkins.plugins.releaseflow.config;

import hudson.model.Executor;
import hudson.model.Result;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.Optional;
import jenkins.model.CauseOfInterruption;

/** The build that made a release. */
public final class OriginBuild {
    private OriginBuild() {}

    /**
     * Asks the build to stop, as its own page does. Returns at once. Permissions are the caller's to check.
     *
     * @param who id of the user who decides
     * @return whether it runs
     */
    public static boolean stop(Origin origin, String who) {
        Optional<Executor> executor = find(origin).filter(Run::isBuilding).map(Run::getExecutor);
        executor.ifPresent(running -> running.interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption(who)));
        return executor.isPresent();
    }

    /** Asks the build to stop, since a rollback takes its place; as {@link io.jenkins.plugins.releaseflow.rollback.RunningBuilds} says. */
    static boolean preempt(Origin origin, ReleaseId rollback, String who) {
        Optional<Executor> executor = find(origin).filter(Run::isBuilding).map(Run::getExecutor);
        executor.ifPresent(running -> running.interrupt(Result.ABORTED, new PreemptedCause(rollback.toString(), who)));
        return executor.isPresent();
    }

    /** The build; empty where it is gone, or the release names none. May load it from the disk. */
    static Optional<Run<?, ?>> find(Origin origin) {
        // The engine's threads act as nobody, who may not see most jobs; a build that can't be seen would be taken for
        // one that is gone.
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return origin.build().isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(Run.fromExternalizableId(origin.build()));
        } catch (IllegalArgumentException damaged) {
            // The id can't be read any more, so it is no build's.
            return Optional.empty();
        } finally {
            jenkins.close();
        }
    }
}
