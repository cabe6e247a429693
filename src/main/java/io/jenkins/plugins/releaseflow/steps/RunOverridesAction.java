package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Has a run release something else than its Jenkinsfile says. Kept with the run, so that it is the same after a restart. */
@Restricted(NoExternalUse.class)
public final class RunOverridesAction extends InvisibleAction implements Queue.QueueAction {
    private final String name;
    private final String description;
    private final boolean allowOlder;
    private final List<Entry> entries;

    /** One build, in the form that is kept: texts are empty and the number is 0 where nothing is chosen. */
    private static final class Entry {
        private final String environment;
        private final String targetType;
        private final String target;
        private final String build;
        private final String branch;
        private final int pullRequest;
        private final String commit;
        private final String buildId;
        private final String who;

        Entry(RunOverrides.InEnvironment chosen) {
            BuildOverride override = chosen.override();
            this.environment = chosen.environment();
            this.targetType = override.target().type().word();
            this.target = override.target().id();
            this.build = override.build().buildService();
            this.branch = override.build().branch().orElse("");
            this.pullRequest = override.build().pullRequest().orElse(0);
            this.commit = override.build().commit();
            this.buildId = override.build().buildId().orElse("");
            this.who = override.who();
        }

        RunOverrides.InEnvironment chosen() {
            TargetType type = StepParameters.choice("target", TargetType.class, targetType);
            BuildSelector selector = new BuildSelector(
                    build,
                    StepParameters.optional(branch),
                    Optional.of(pullRequest).filter(number -> number > 0),
                    commit,
                    StepParameters.optional(buildId));
            return new RunOverrides.InEnvironment(
                    environment, new BuildOverride(new Target(type, target), selector, who));
        }
    }

    public RunOverridesAction(RunOverrides overrides) {
        this.name = overrides.name();
        this.description = overrides.description();
        this.allowOlder = overrides.allowOlder();
        this.entries =
                new ArrayList<>(overrides.builds().stream().map(Entry::new).toList());
    }

    /** What a run was started with; nothing where nobody chose anything. */
    static RunOverrides of(Run<?, ?> run) {
        RunOverridesAction action = run.getAction(RunOverridesAction.class);
        return action == null ? RunOverrides.NONE : action.overrides();
    }

    RunOverrides overrides() {
        return new RunOverrides(
                name,
                description,
                allowOlder,
                entries.stream().map(Entry::chosen).toList());
    }

    /** Each choice is a run of its own: what waits in the queue may release something else. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return true;
    }
}
