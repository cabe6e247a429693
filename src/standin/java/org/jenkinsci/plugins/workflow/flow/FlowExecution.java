package org.jenkinsci.plugins.workflow.flow;

/** A pipeline that runs. */
public abstract class FlowExecution {}
