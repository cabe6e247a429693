package org.jenkinsci.plugins.workflow.cps;

import hudson.model.Action;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Has a build run another script than its job's. */
public interface CpsFlowFactoryAction2 extends Action {
    CpsFlowExecution create(FlowDefinition def, FlowExecutionOwner owner, List<? extends Action> actions)
            throws IOException;
}
