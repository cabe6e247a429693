package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.AwaitedBuild;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildRequest;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BuildDecisionTest {
    private static final BuildSelector MAIN = new BuildSelector(
            "shop-build", Optional.of("main"), Optional.empty(), BuildSelector.LATEST, Optional.empty());
    private static final BuildPin PIN = new BuildPin("shop-build", "b-7", "c0ffee1234", "main");
    private static final OperationReference BUILD =
            new OperationReference(OperationKind.BUILD, "shop-build", "b-7", Map.of());
    private static final PlatformException LOST =
            new PlatformException(PlatformException.Kind.NO_ANSWER, "The connection broke");
    private static final PlatformException UNREACHABLE =
            new PlatformException(PlatformException.Kind.UNREACHABLE, "Can't reach it");
    private static final PlatformException REFUSED =
            new PlatformException(PlatformException.Kind.REJECTED, "400 no such branch");
    private static final String NONE = "no build of shop-build branch main commit latest has succeeded";

    static Stream<Arguments> rules() {
        AwaitedBuild asked =
                new AwaitedBuild("n1", Optional.of(BuildRequest.of(MAIN)), Baseline.empty(), Optional.empty());
        AwaitedBuild known = new AwaitedBuild("n1", Optional.empty(), Baseline.empty(), Optional.of(BUILD));
        return Stream.of(
                rule("nothing is on record", strict(), onRecord(null), new BuildAction.Look()),
                rule("a build is on record", strict(), onRecord(known), new BuildAction.Watch(BUILD)),
                rule(
                        "it was interrupted while it asked",
                        building(),
                        onRecord(asked),
                        new BuildAction.LookFor("Release Flow was interrupted while it asked for a build", false)),
                rule("one has succeeded", building(), found(new FoundBuild.Finished(PIN)), new BuildAction.Take(PIN)),
                rule(
                        "one is under way",
                        building(),
                        found(new FoundBuild.UnderWay(PIN, BUILD, "BUILDING")),
                        new BuildAction.Await(
                                BUILD,
                                "no build of shop-build branch main commit latest has succeeded yet; waiting for b-7 (c0ffee1, main), which is BUILDING")),
                rule(
                        "one failed",
                        strict(),
                        found(new FoundBuild.Failed(PIN, BUILD, "FAILURE")),
                        new BuildAction.Explain(
                                BUILD,
                                "build: " + NONE + "; the newest, b-7 (c0ffee1, main), is FAILURE. Mend it, start it"
                                        + " again on the platform or with buildIfMissing: true, or choose another build")),
                rule(
                        "one failed, and may be built again",
                        building(),
                        found(new FoundBuild.Failed(PIN, BUILD, "FAILURE")),
                        new BuildAction.Prepare(
                                NONE + "; the newest, b-7 (c0ffee1, main), is FAILURE. Starting a new one")),
                rule(
                        "there is none",
                        strict(),
                        found(new FoundBuild.None("branch: there is none")),
                        fail("branch: there is none. Start one on the platform or with buildIfMissing: true, or choose"
                                + " another")),
                rule(
                        "there is none, and one may be started",
                        building(),
                        found(new FoundBuild.None("branch: there is none")),
                        new BuildAction.Prepare(
                                "there is no build of shop-build branch main commit latest yet. Starting one")),
                rule("it is known what is there", building(), new BuildObservation.Prepared(), new BuildAction.Ask()),
                rule(
                        "the platform says no",
                        strict(),
                        new BuildObservation.Refused(REFUSED),
                        fail(REFUSED.getMessage())),
                rule(
                        "it was taken",
                        building(),
                        new BuildObservation.Taken(BUILD),
                        new BuildAction.Await(BUILD, "started build b-7 of shop-build")),
                rule(
                        "it was not heard",
                        building(),
                        new BuildObservation.NotTaken(UNREACHABLE, true),
                        new BuildAction.PauseAndAsk(Duration.ofSeconds(1))),
                rule(
                        "it was not heard for too long",
                        building(),
                        new BuildObservation.NotTaken(UNREACHABLE, false),
                        fail(UNREACHABLE.getMessage())),
                rule(
                        "it was refused",
                        building(),
                        new BuildObservation.NotTaken(REFUSED, true),
                        fail(REFUSED.getMessage())),
                rule("the pause is over", building(), new BuildObservation.PauseOver(), new BuildAction.AskSame()),
                rule(
                        "no answer came",
                        building(),
                        new BuildObservation.NoAnswer(LOST),
                        new BuildAction.LookFor("The connection broke", false)),
                rule(
                        "it is there all the same",
                        building(),
                        looked(new FoundOperation.One(BUILD)),
                        new BuildAction.Await(BUILD, "found on the platform: build b-7 of shop-build")),
                rule(
                        "it does not show yet",
                        building(1, 1, false),
                        looked(new FoundOperation.None()),
                        new BuildAction.LookFor("lost", true)),
                rule(
                        "it does not show at all",
                        building(1, 0, false),
                        looked(new FoundOperation.None()),
                        new BuildAction.Prepare("lost; no build shows on the platform, asking again")),
                rule(
                        "it does not show after three tries",
                        building(3, 0, false),
                        looked(new FoundOperation.None()),
                        fail("lost. No build shows on the platform after 3 tries")),
                rule(
                        "it can't be looked for",
                        building(),
                        looked(new FoundOperation.Unclear("several", List.of())),
                        new BuildAction.Fail(
                                Failure.of(
                                        "lost. Whether a build was started is not certain: several. Nothing was deployed"),
                                true)),
                rule(
                        "it ended well",
                        building(),
                        new BuildObservation.Ended(new NodeEnd(NodeState.COMPLETED, Map.of(), Optional.empty())),
                        new BuildAction.Confirm()),
                rule(
                        "it failed",
                        building(),
                        new BuildObservation.Ended(
                                NodeEnd.of(NodeState.FAILED, "b-7 failed on the platform (FAILURE)")),
                        fail("Build b-7 failed on the platform (FAILURE). Nothing was deployed")),
                rule(
                        "it was stopped",
                        building(),
                        new BuildObservation.Ended(
                                NodeEnd.of(NodeState.ABORTED, "b-7 was stopped on the platform (ABORTED)")),
                        fail("Build b-7 was stopped on the platform (ABORTED). Nothing was deployed")),
                rule(
                        "it is gone",
                        building(),
                        new BuildObservation.Ended(NodeEnd.of(NodeState.IN_DOUBT, "b-7 was there and is gone")),
                        fail("The build that it waited for does not show on the platform, so nothing was deployed")),
                rule(
                        "it ended well and is confirmed",
                        building(1, 3, true),
                        found(new FoundBuild.Finished(PIN)),
                        new BuildAction.Take(PIN)),
                rule(
                        "it ended well and is gone",
                        building(1, 3, true),
                        found(new FoundBuild.None("buildId: none")),
                        fail("build: the build of shop-build branch main commit latest succeeded, and does not show on"
                                + " the platform any more")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void whatIsSeenDecidesWhatIsDone(String when, BuildSituation state, BuildObservation seen, BuildAction action) {
        assertThat(BuildDecision.next(state, seen)).as(when).isEqualTo(action);
    }

    @Test
    void theLastLinesOfAFailedBuildBelongToItsFailure() {
        NodeEnd end = new NodeEnd(
                NodeState.FAILED,
                Map.of(),
                Optional.of(new Failure("b-7 failed", Optional.empty(), List.of("no such file"))));
        assertThat(BuildDecision.next(building(), new BuildObservation.Ended(end)))
                .isInstanceOfSatisfying(
                        BuildAction.Fail.class,
                        fail -> assertThat(fail.failure().logTail()).containsExactly("no such file"));
    }

    private static Arguments rule(String when, BuildSituation state, BuildObservation seen, BuildAction action) {
        return Arguments.of(when, state, seen, action);
    }

    private static BuildSituation strict() {
        return new BuildSituation(MAIN, false, 0, 3, false);
    }

    private static BuildSituation building() {
        return building(1, 3, false);
    }

    private static BuildSituation building(int asks, int looksLeft, boolean confirming) {
        return new BuildSituation(MAIN, true, asks, looksLeft, confirming);
    }

    private static BuildObservation onRecord(AwaitedBuild known) {
        return new BuildObservation.OnRecord(Optional.ofNullable(known));
    }

    private static BuildObservation found(FoundBuild build) {
        return new BuildObservation.Found(build);
    }

    private static BuildObservation looked(FoundOperation found) {
        return new BuildObservation.Looked(found, "lost");
    }

    private static BuildAction fail(String message) {
        return new BuildAction.Fail(Failure.of(message), false);
    }
}
