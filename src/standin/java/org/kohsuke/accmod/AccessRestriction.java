package org.kohsuke.accmod;

/** A rule on who may use an element; checked when plugins are built. */
public abstract class AccessRestriction {}
