package hudson.model;

import hudson.ExtensionPoint;

/** An item that can lie at the root. */
public interface TopLevelItem extends Item, ExtensionPoint, Describable<TopLevelItem> {}
