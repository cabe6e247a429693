package io.jenkins.plugins.releaseflow.config;

import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.Optional;
import java.util.function.Function;

/** The platforms that this Jenkins is configured to release to, as they are at each call. */
final class ConfiguredPlatforms implements Platforms {
    @Override
    public Platform of(String environment, Origin origin) {
        return Environments.get().platformOf(environment, origin);
    }

    @Override
    public Function<OperationReference, Optional<String>> links(String environment, Origin origin) {
        return Environments.get().linksOf(environment, origin);
    }
}
