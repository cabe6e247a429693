package org.jenkinsci.plugins.workflow.flow;

import java.io.Serializable;

/** Who a running pipeline belongs to. */
public abstract class FlowExecutionOwner implements Serializable {
    private static final long serialVersionUID = 1L;
}
