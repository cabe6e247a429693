package hudson.model;

import hudson.ExtensionPoint;

/** Something at the root of the host's URLs. */
public interface RootAction extends Action, ExtensionPoint {}
