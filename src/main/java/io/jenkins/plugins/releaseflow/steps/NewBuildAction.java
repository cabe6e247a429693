package io.jenkins.plugins.releaseflow.steps;

import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The build that a run was started for: tells the script, and keeps runs for different builds apart while they wait. Kept with the run. */
@Restricted(NoExternalUse.class)
public final class NewBuildAction extends InvisibleAction implements EnvironmentContributingAction, Queue.QueueAction {
    private final String build;
    private final String buildId;
    private final String commit;
    private final String branch;

    NewBuildAction(BuildPin pin) {
        this.build = pin.buildService();
        this.buildId = pin.buildId();
        this.commit = pin.commit();
        this.branch = pin.branch();
    }

    String buildId() {
        return buildId;
    }

    boolean isOf(BuildPin pin) {
        return build.equals(pin.buildService()) && buildId.equals(pin.buildId());
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars env) {
        env.put("RELEASE_BUILD", build);
        env.put("RELEASE_BUILD_ID", buildId);
        env.put("RELEASE_BUILD_COMMIT", commit);
        env.put("RELEASE_BUILD_BRANCH", branch);
    }

    /** Once for each build: what waits for another one is no reason not to wait for this. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .filter(NewBuildAction.class::isInstance)
                .map(NewBuildAction.class::cast)
                .noneMatch(other -> other.build.equals(build) && other.buildId.equals(buildId));
    }
}
