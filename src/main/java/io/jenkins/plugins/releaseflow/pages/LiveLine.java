package io.jenkins.plugins.releaseflow.pages;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One target on which something of a job is live.
 *
 * @param environment name of the environment
 * @param target for example {@code service shop}
 * @param pin what is live there, in short
 * @param release the release that put it there: its name, else its number
 * @param url of that release, below the root of Jenkins
 */
@Restricted(NoExternalUse.class)
public record LiveLine(String environment, String target, String pin, String release, String url) {
    // Jelly reads properties by their getters.

    public String getEnvironment() {
        return environment;
    }

    public String getTarget() {
        return target;
    }

    public String getPin() {
        return pin;
    }

    public String getRelease() {
        return release;
    }

    public String getUrl() {
        return url;
    }
}
