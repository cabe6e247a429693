package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Has a step begin once the build is saved with it. The step's key and the id of its node are what it finds its work by after a crash; a build that came back without them would take
 * the step as a new one, and do its work again. Where the build is set not to be saved with every step it does not come back from a crash, and the step begins at once.
 */
final class SavedStep {
    private SavedStep() {}

    /**
     * Returns at once. A build that can't be saved does not keep the step from beginning: what is wrong with its disk is told where records are written.
     *
     * @param begin run on the engine's threads
     */
    static void then(StepContext context, Runnable begin) {
        ReleaseFlowRuntime runtime = ReleaseFlowRuntime.get();
        context.saveState().addListener(() -> runtime.execute(begin), Runnable::run);
    }
}
