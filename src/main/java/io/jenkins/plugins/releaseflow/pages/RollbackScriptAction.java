package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Action;
import hudson.model.InvisibleAction;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Has a build run the script of a rollback, in the sandbox, in place of its job's own. Kept with the build. */
public class RollbackScriptAction extends InvisibleAction implements CpsFlowFactoryAction2 {
    private final String script;

    RollbackScriptAction(String script) {
        this.script = script;
    }

    @Override
    public CpsFlowExecution create(FlowDefinition def, FlowExecutionOwner owner, List<? extends Action> actions)
            throws IOException {
        return new CpsFlowExecution(script, true, owner);
    }
}
