package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.config.PlatformConfiguration;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Origin;

/** Binds environments to a platform that the test steers. */
public final class SteeredPlatformConfiguration extends PlatformConfiguration {
    private final transient SteeredPlatform platform;

    public SteeredPlatformConfiguration(String name, SteeredPlatform platform) {
        super(name);
        this.platform = platform;
    }

    @Override
    public Platform connect(Origin origin) {
        return platform;
    }
}
