package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import io.jenkins.plugins.releaseflow.steps.AskedByUser;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Has a build run the script of a rollback, in the sandbox, in place of its job's own. Kept with the build. */
@Restricted(NoExternalUse.class)
public class RollbackScriptAction extends InvisibleAction
        implements CpsFlowFactoryAction2, Queue.QueueAction, AskedByUser {
    private final String script;

    RollbackScriptAction(String script) {
        this.script = script;
    }

    @Override
    public CpsFlowExecution create(FlowDefinition def, FlowExecutionOwner owner, List<? extends Action> actions)
            throws IOException {
        return new CpsFlowExecution(script, true, owner);
    }

    /** A rollback is never folded into a build that waits, nor such a build into it: the one that waits would keep its script. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return true;
    }
}
