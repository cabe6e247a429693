package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import java.time.Duration;

/** What the present user asks of this Jenkins about rollbacks: the permission first, then the work, in their name. */
final class RollbackRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RollbackRequests() {}

    /** @throws hudson.security.AccessDeniedException3 where the user may not roll that release's job back */
    static ControlAnswer plan(String environment, String number, String database, String addon, String backup) {
        UserRequests.require(ReleasePermissions.ROLLBACK, environment, number);
        return control().plan(environment, number, database, addon, backup);
    }

    /**
     * @throws hudson.security.AccessDeniedException3 where the user may not roll that release's job back, or not stop the release that is to be ended for it
     */
    static ControlAnswer run(String environment, String number, RollbackControl.Confirmed confirmed) {
        UserRequests.require(ReleasePermissions.ROLLBACK, environment, number);
        if (confirmed.preempt().equals("true")) {
            UserRequests.requireAbortOfHolder(environment);
        }
        return control().run(environment, number, confirmed, UserRequests.who());
    }

    private static RollbackControl control() {
        ReleaseFlowRuntime runtime = ReleaseFlowRuntime.get();
        return new RollbackControl(runtime.engine(), runtime.rollbacks(), new RollbackBuilds(), PATIENCE);
    }
}
