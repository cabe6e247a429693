package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Refuses a build that is older than the one that is live on its target: most often it is a late build of an earlier commit, and would undo a newer release.
 * Builds of one build service are compared, by when the platform built them. What can't be compared is not refused.
 */
final class BuildOrder {
    /** How far back the ledger is read for what is live; the platform's own answer counts anyway. */
    private static final int RELEASES_READ = 100;

    /** What is live. */
    private record Live(BuildPin pin, Optional<ReleaseId> release) {}

    private final OpenRelease release;
    private final NodeOrder order;
    private final LookUp lookUp;
    private final NodeConsole console;

    BuildOrder(OpenRelease release, NodeOrder order, LookUp lookUp, NodeConsole console) {
        this.release = release;
        this.order = order;
        this.lookUp = lookUp;
        this.console = console;
    }

    /**
     * Checks an order before its intent is on record. Where an older build is allowed, that is noted.
     *
     * @param baseline what the platform shows
     * @return fails with PlatformException, with a message for people, where the build is older
     */
    CompletionStage<Void> check(OperationRequest request, Baseline baseline) {
        Optional<Live> live = compared(request, baseline);
        if (live.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        DeploymentRequest deployment = (DeploymentRequest) request;
        BuildPin wanted = (BuildPin) deployment.pin();
        return timed(live.get(), wanted).thenAccept(known -> known.filter(there -> isOlder(wanted, there.pin()))
                .ifPresent(there -> older(wanted, there, deployment.target())));
    }

    /** The live build that the order is compared with; empty where there is nothing to compare. */
    private Optional<Live> compared(OperationRequest request, Baseline baseline) {
        boolean mayBeOlder = release.current().kind() == ReleaseKind.ROLLBACK
                || order.work() instanceof NodeWork.PutBack
                || wasAsked();
        if (mayBeOlder
                || !(request instanceof DeploymentRequest deployment)
                || !(deployment.pin() instanceof BuildPin wanted)
                || wanted.builtAt().isEmpty()) {
            return Optional.empty();
        }
        return live(deployment.target(), baseline.deployed())
                .filter(live -> live.pin().buildService().equals(wanted.buildService()))
                .filter(live -> !live.pin().buildId().equals(wanted.buildId()));
    }

    /** What was asked for once was not refused then; nobody else could release since. */
    private boolean wasAsked() {
        return release.current()
                .node(order.node())
                .filter(node -> node.attempts() > 0)
                .isPresent();
    }

    /** By the ledger, unless the platform shows something else: then somebody deployed past it. */
    private Optional<Live> live(Target target, Optional<Pin> shown) {
        Optional<Live> recorded = recorded(target);
        if (shown.isEmpty()) {
            return recorded;
        }
        return shown.filter(BuildPin.class::isInstance)
                .map(BuildPin.class::cast)
                .map(pin -> recorded.filter(known -> known.pin().buildId().equals(pin.buildId()))
                        .orElseGet(() -> new Live(pin, Optional.empty())));
    }

    private Optional<Live> recorded(Target target) {
        EnvironmentLedger ledger = release.ledger();
        Stream<Release> earlier = ledger.list().stream()
                .map(ReleaseSummary::id)
                .filter(id -> !id.equals(release.id()))
                .limit(RELEASES_READ)
                .flatMap(id -> ledger.read(id.number()).stream());
        return Stream.concat(Stream.of(release.current()), earlier)
                .flatMap(known -> lastOn(target, known).stream())
                .findFirst()
                .flatMap(live -> live);
    }

    /** What a release put on the target last; an empty inside where that was no build. */
    private static Optional<Optional<Live>> lastOn(Target target, Release release) {
        return release.nodeList().stream()
                .filter(node -> node.deployment()
                        .filter(deployment -> deployment.target().equals(target))
                        .isPresent())
                .max(Comparator.comparing(node -> node.endedAt().orElse(node.plannedAt())))
                .flatMap(Node::deployment)
                .map(deployment -> Optional.of(deployment.pin())
                        .filter(BuildPin.class::isInstance)
                        .map(BuildPin.class::cast)
                        .map(pin -> new Live(pin, Optional.of(release.id()))));
    }

    /** With the time of the build, asked of the platform where the record lacks it; empty where it does not know the build any more. */
    private CompletionStage<Optional<Live>> timed(Live live, BuildPin wanted) {
        if (live.pin().builtAt().isPresent()) {
            return CompletableFuture.completedFuture(Optional.of(live));
        }
        BuildSelector selector = new BuildSelector(
                wanted.buildService(),
                Optional.empty(),
                Optional.empty(),
                BuildSelector.LATEST,
                Optional.of(live.pin().buildId()));
        return lookUp.ask(() -> release.platform().resolve(selector)).thenApply(found -> Optional.of(found)
                .filter(FoundBuild.Finished.class::isInstance)
                .map(finished -> new Live(((FoundBuild.Finished) finished).pin(), live.release())));
    }

    private static boolean isOlder(BuildPin wanted, BuildPin live) {
        return wanted.builtAt().flatMap(at -> live.builtAt().map(at::isBefore)).orElse(false);
    }

    private void older(BuildPin wanted, Live live, Target target) {
        String comparison = "build " + text(wanted) + "; live on " + target + " is " + text(live.pin())
                + live.release().map(id -> " (release #" + id.number() + ")").orElse("");
        if (release.current().allowOlder() || allowedByStep()) {
            console.println(order.work().label() + ": older build allowed: " + comparison);
            new NodeRecord(release, order).noted("Older build allowed: " + comparison);
            return;
        }
        throw new PlatformException(
                PlatformException.Kind.REJECTED,
                "older build refused: " + comparison
                        + "; pass allowOlder: true to deploy it all the same, or roll back to an earlier release");
    }

    private boolean allowedByStep() {
        return order.work() instanceof NodeWork.DeployBuild deploy && deploy.allowOlder()
                || order.work() instanceof NodeWork.Promote promote && promote.allowOlder();
    }

    private static String text(BuildPin pin) {
        Optional<Instant> built = pin.builtAt().map(at -> at.truncatedTo(ChronoUnit.SECONDS));
        return pin.buildId()
                + (pin.commit().isEmpty() ? "" : " of commit " + pin.shortCommit())
                + built.map(at -> ", built " + at).orElse("");
    }
}
