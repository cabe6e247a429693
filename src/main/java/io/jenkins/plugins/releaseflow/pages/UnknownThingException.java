package io.jenkins.plugins.releaseflow.pages;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** There is no such release, node, environment or job. The message is for people. */
@Restricted(NoExternalUse.class)
public final class UnknownThingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for people */
    public UnknownThingException(String message) {
        super(message);
    }
}
