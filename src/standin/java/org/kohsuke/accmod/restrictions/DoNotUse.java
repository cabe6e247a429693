package org.kohsuke.accmod.restrictions;

import org.kohsuke.accmod.AccessRestriction;

/** Nobody may use it: it is there for frameworks. */
public class DoNotUse extends AccessRestriction {}
