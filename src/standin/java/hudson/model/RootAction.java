package hudson.model;

import hudson.ExtensionPoint;

/** Something attached to the root of the host. */
public interface RootAction extends Action, ExtensionPoint {}
