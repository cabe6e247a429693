package hudson.model;

import hudson.ExtensionPoint;

/** Something attached to the root of the host that is reached without any permission. */
public interface UnprotectedRootAction extends RootAction, ExtensionPoint {}
