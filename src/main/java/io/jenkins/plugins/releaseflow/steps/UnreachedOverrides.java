package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Says at the end of a build which of the builds that were chosen for it were never deployed, since the flow did not come to their targets. */
@Extension
@Restricted(NoExternalUse.class)
public class UnreachedOverrides extends RunListener<Run<?, ?>> {
    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        List<RunOverrides.InEnvironment> chosen = RunOverridesAction.of(run).builds();
        if (chosen.isEmpty()) {
            return;
        }
        List<Release> releases = releases(run);
        chosen.stream()
                .filter(each -> !isReached(each, releases))
                .forEach(
                        each -> listener.getLogger()
                                .println(
                                        "Warning: " + each.override().text()
                                                + (each.environment().isEmpty() ? "" : " in " + each.environment())
                                                + " was chosen for this run, and nothing was deployed there: the flow never came to that target"));
    }

    private static boolean isReached(RunOverrides.InEnvironment chosen, List<Release> releases) {
        return releases.stream()
                .filter(release -> chosen.isFor(release.id().environment()))
                .flatMap(release -> release.nodeList().stream())
                .anyMatch(chosen.override()::isReachedBy);
    }

    private static List<Release> releases(Run<?, ?> run) {
        Ledger ledger = ReleaseFlowRuntime.get().engine().ledger();
        return Optional.ofNullable(run.getAction(BuildReleasesAction.class))
                .map(BuildReleasesAction::releases)
                .orElse(List.of())
                .stream()
                .flatMap(id -> ledger.environment(id.environment()).read(id.number()).stream())
                .toList();
    }
}
