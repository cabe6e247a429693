package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.pages.RollbackStarter;
import io.jenkins.plugins.releaseflow.release.Release;

/** Runs the scripts of rollbacks in the rehearsal that is under way, under the job of the release. */
final class RehearsalRollbacks implements RollbackStarter {
    private final RehearsalBuilds builds;

    RehearsalRollbacks(RehearsalBuilds builds) {
        this.builds = builds;
    }

    @Override
    public Started start(Release to, String script, String who) {
        return builds.start(to.origin().job(), to.origin().branch(), script, who);
    }
}
