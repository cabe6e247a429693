package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.BuildBadgeAction;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.steps.BuildReleasesAction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a build released: a line on its page for each release, and a badge in the history of builds. For who may see releases of its job. */
@Restricted(NoExternalUse.class)
public class BuildReleases implements BuildBadgeAction {
    private final Run<?, ?> run;
    private final BuildReleasesAction made;

    BuildReleases(Run<?, ?> run, BuildReleasesAction made) {
        this.run = run;
        this.made = made;
    }

    /** The releases, oldest first; none where they are not to be seen. */
    public List<ReleaseLine> getReleases() {
        return run.hasPermission(ReleasePermissions.VIEW) ? UserRequests.lines(made.releases()) : List.of();
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.BuildReleases_DisplayName();
    }

    @Override
    public String getUrlName() {
        return null;
    }

    /** Adds it to builds that released something. */
    @Extension
    @SuppressWarnings("rawtypes") // as Jenkins has it: the type of all builds
    public static class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return BuildReleases.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run target) {
            return kept((Run<?, ?>) target)
                    .map(made -> List.of(new BuildReleases((Run<?, ?>) target, made)))
                    .orElse(List.of());
        }

        /** Asked for by its type, so that of all factories only those of that type are asked in turn. */
        private static Optional<BuildReleasesAction> kept(Run<?, ?> run) {
            return Optional.ofNullable(run.getAction(BuildReleasesAction.class));
        }
    }
}
