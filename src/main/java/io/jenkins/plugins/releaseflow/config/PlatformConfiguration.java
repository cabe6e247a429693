package io.jenkins.plugins.releaseflow.config;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Origin;

/** A connection to a platform, as an administrator configures it. */
public abstract class PlatformConfiguration extends AbstractDescribableImpl<PlatformConfiguration>
        implements ExtensionPoint {
    private final String name;

    protected PlatformConfiguration(String name) {
        this.name = name;
    }

    /** The name that environments refer to. */
    public String getName() {
        return name;
    }

    /**
     * Connects. Does no I/O; equal configurations with equal credentials give the same platform, so that what is watched on it is watched together.
     *
     * @param origin the build whose credentials count
     * @throws IllegalArgumentException as {@link Platforms#of} says
     */
    public abstract Platform connect(Origin origin);
}
