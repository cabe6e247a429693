package org.jenkinsci.plugins.workflow.cps;

import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** A pipeline that is written in Groovy. The stand-in runs none. */
public class CpsFlowExecution extends FlowExecution {
    private final String script;

    /**
     * @param script the Groovy text
     * @param sandbox whether it runs in the sandbox
     */
    public CpsFlowExecution(String script, boolean sandbox, FlowExecutionOwner owner) throws IOException {
        this.script = script;
    }

    public String getScript() {
        return script;
    }
}
