package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Promotion;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Finds what is live on a job or a service, also of another environment, to put it on another target. What the platform shows counts, and only where it does not
 * contradict the ledger: what nobody released there is not spread by a promotion. Reads the disk. Safe for use by many threads.
 */
final class Promotions {
    /**
     * What is promoted.
     *
     * @param told how it came to be live at its source, for people
     */
    record Found(Pin pin, String told) {}

    private final Ledger ledger;
    private final Function<String, Platform> platforms;

    /** @param platforms the platform of an environment; fails with IllegalArgumentException where that is not configured */
    Promotions(Ledger ledger, Function<String, Platform> platforms) {
        this.ledger = ledger;
        this.platforms = platforms;
    }

    /**
     * What is live there. Within one release the same source gives the same, whatever happens to it meanwhile.
     *
     * @param destination where it goes, which has to know the build
     * @param lookUp asks a platform again while it does not answer
     * @return fails with PlatformException, with a message for people, where nothing can be promoted
     */
    CompletionStage<Found> find(Release release, Promotion promotion, Platform destination, LookUp lookUp) {
        Optional<Pin> before = taken(release, promotion);
        if (before.isPresent()) {
            return CompletableFuture.completedFuture(
                    new Found(before.get(), "as this release has taken it from there before"));
        }
        Platform origin;
        try {
            origin = platforms.apply(promotion.environment());
        } catch (IllegalArgumentException unconfigured) {
            return refused("fromEnvironment: " + unconfigured.getMessage().replaceFirst("^environment: ", ""));
        }
        return lookUp.ask(() -> origin.deployed(promotion.source()))
                .thenCompose(shown -> shown.map(pin -> judged(promotion, pin))
                        .orElseGet(() -> refused("nothing is deployed on " + promotion
                                + ", so there is nothing to promote. Release to it first")))
                .thenCompose(found -> known(promotion, found, destination, lookUp));
    }

    private static Optional<Pin> taken(Release release, Promotion promotion) {
        return release.nodeList().stream()
                .flatMap(node -> node.request().stream())
                .filter(DeploymentRequest.class::isInstance)
                .map(DeploymentRequest.class::cast)
                .filter(deployment -> deployment
                        .promotedFrom()
                        .filter(promotion.toString()::equals)
                        .isPresent())
                .map(DeploymentRequest::pin)
                .findFirst();
    }

    private CompletionStage<Found> judged(Promotion promotion, Pin shown) {
        Optional<LiveTarget> live = ledger.environments().contains(promotion.environment())
                ? ledger.environment(promotion.environment()).live().stream()
                        .filter(target -> target.target().equals(promotion.source()))
                        .findFirst()
                : Optional.empty();
        if (live.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Found(shown, "as the platform shows; no release is known to have put it there"));
        }
        if (!live.get().isCertain()) {
            String by = live.get()
                    .later()
                    .flatMap(LiveTarget.Deployed::release)
                    .map(id -> " by release " + id)
                    .orElse("");
            return refused("it is not certain what is live on " + promotion + ", since the last change" + by
                    + " has not come to a good end. Wait for it, or decide about it first");
        }
        LiveTarget.Deployed recorded = live.get().certain().orElseThrow();
        if (!isSame(recorded.pin(), shown)) {
            return refused("on " + promotion + " the platform has " + shown.summary() + ", and the record says "
                    + recorded.pin().summary()
                    + ": somebody, or continuous deployment, went past the releases. Adopt what is there, or release to "
                    + promotion.environment() + " again");
        }
        return CompletableFuture.completedFuture(new Found(
                shown,
                recorded.release()
                        .map(id -> "live there by release " + id)
                        .orElse("live there, adopted as what is meant to be there")));
    }

    /** A build has to be there where it goes, and what is known of it tells when it was built. */
    private static CompletionStage<Found> known(Promotion promotion, Found found, Platform destination, LookUp lookUp) {
        if (found.pin() instanceof ImagePin image) {
            return image.isImmutable()
                    ? CompletableFuture.completedFuture(found)
                    : refused(
                            "on " + promotion + " is the image " + image.image()
                                    + ", which has no digest, so it may be another image tomorrow. Release it there by its digest first");
        }
        BuildPin build = (BuildPin) found.pin();
        return lookUp.ask(() -> destination.resolve(BuildSelector.ofId(build.buildService(), build.buildId())))
                .thenCompose(resolved -> resolved instanceof FoundBuild.Finished finished
                        ? CompletableFuture.completedFuture(new Found(finished.pin(), found.told()))
                        : refused(
                                "build " + build.summary() + " of " + build.buildService() + " is live on " + promotion
                                        + ", and " + destination.description()
                                        + " can't deploy it: it is not there, or did not succeed"));
    }

    private static boolean isSame(Pin one, Pin other) {
        if (one instanceof BuildPin first && other instanceof BuildPin second) {
            return first.buildService().equals(second.buildService())
                    && first.buildId().equals(second.buildId());
        }
        return one.equals(other);
    }

    private static CompletionStage<Found> refused(String why) {
        return CompletableFuture.failedFuture(new PlatformException(PlatformException.Kind.REJECTED, why));
    }
}
