package org.kohsuke.accmod.restrictions;

/** Nobody outside the plugin may use it. */
public class NoExternalUse extends DoNotUse {}
