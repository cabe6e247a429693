package org.jenkinsci.plugins.workflow.flow;

import hudson.ExtensionPoint;

/** Where a job's pipeline comes from. */
public abstract class FlowDefinition implements ExtensionPoint {}
