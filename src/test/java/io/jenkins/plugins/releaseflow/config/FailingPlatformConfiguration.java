package io.jenkins.plugins.releaseflow.config;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.Optional;

/** A platform of another plugin, with a defect. */
final class FailingPlatformConfiguration extends PlatformConfiguration {
    private boolean broken;

    FailingPlatformConfiguration() {
        super("failing");
    }

    void fail() {
        broken = true;
    }

    @Override
    public Optional<String> problem() {
        if (broken) {
            throw new IllegalStateException("defect");
        }
        return Optional.empty();
    }

    @Override
    public Platform connect(Origin origin) {
        throw new UnsupportedOperationException("only its configuration is looked at");
    }
}
