package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenReleaseTest {
    private static final BuildSelector LATEST = new BuildSelector(
            "shop-build", Optional.of("main"), Optional.empty(), BuildSelector.LATEST, Optional.empty());

    @TempDir
    private Path home;

    /** Two nodes that ask at the same time: the second must not find the resolution over, and begin one that comes to a newer build. */
    @Test
    void aChoiceThatIsPinnedIsNeverResolvedAnew() {
        OpenRelease release = opened();
        BuildPin pin = new BuildPin("shop-build", "build-1", "c0ffee1", "main", Optional.empty());

        release.append(new ReleaseEvent.PinResolved(Instant.now(), LATEST.text(), pin));

        assertThat(release.resolution(LATEST, () -> {
                    throw new AssertionError("resolved again");
                }))
                .isEmpty();
    }

    private OpenRelease opened() {
        Ledger ledger = new Ledger(home);
        EnvironmentLedger production = ledger.environment("production");
        Release made = production.open(id -> new ReleaseEvent.Opened(
                Instant.now(),
                id,
                ReleaseKind.RELEASE,
                "v1",
                "",
                new Origin("ann", "Started by user ann", "shop", "shop#1", "main"),
                false,
                Optional.empty()));
        SteeredPlatform platform = new SteeredPlatform();
        return new OpenRelease(
                new OpenRelease.Setting(
                        production,
                        new OperationClaims(ledger),
                        new Promotions(ledger, environment -> platform),
                        platform,
                        List.of(),
                        Clock.systemUTC()),
                made);
    }
}
