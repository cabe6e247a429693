package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.platform.Platform;
import java.time.Duration;

/**
 * How often new builds are looked for.
 *
 * @param interval between looks
 * @param announced between looks where the platform sent word of the last new build; then looks are a safety net
 * @param unconfigured how long until a platform is looked for again that is not configured
 * @param jitter greatest share by which these are lengthened at random
 */
public record TriggerSettings(Duration interval, Duration announced, Duration unconfigured, double jitter) {
    /** What suits the platform: in the cloud, 30 requests an hour for each build service. */
    public static TriggerSettings of(Platform platform) {
        return platform.isLocal()
                ? new TriggerSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5), 0.1)
                : standard();
    }

    /** What suits a platform in the cloud. */
    public static TriggerSettings standard() {
        return new TriggerSettings(Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(5), 0.1);
    }
}
