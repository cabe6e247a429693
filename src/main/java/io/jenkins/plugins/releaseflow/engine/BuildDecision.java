package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.AwaitedBuild;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a choice of build comes to a build that can be deployed: by taking one that succeeded, by waiting for one that is under way, or by starting one. A pure
 * function; who calls it does the work, and shows it what comes of that.
 */
final class BuildDecision {
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);
    private static final String INTERRUPTED = "Release Flow was interrupted while it asked for a build";

    private BuildDecision() {}

    static BuildAction next(BuildSituation state, BuildObservation seen) {
        if (seen instanceof BuildObservation.OnRecord record) {
            return onRecord(record.known());
        } else if (seen instanceof BuildObservation.Found found) {
            return found(state, found.build());
        } else if (seen instanceof BuildObservation.Refused refused) {
            return refused(refused.trouble());
        } else if (seen instanceof BuildObservation.Prepared) {
            return new BuildAction.Ask();
        } else if (seen instanceof BuildObservation.Taken taken) {
            return started(taken.reference(), "started build ");
        } else if (seen instanceof BuildObservation.NotTaken not) {
            return not.trouble().isPassing() && not.timeLeft()
                    ? new BuildAction.PauseAndAsk(not.trouble().retryAfter().orElse(SHORT_PAUSE))
                    : refused(not.trouble());
        } else if (seen instanceof BuildObservation.PauseOver) {
            return new BuildAction.AskSame();
        } else if (seen instanceof BuildObservation.NoAnswer lost) {
            return new BuildAction.LookFor(lost.trouble().getMessage(), false);
        } else if (seen instanceof BuildObservation.Looked looked) {
            return looked(state, looked);
        }
        return ended(((BuildObservation.Ended) seen).end());
    }

    private static BuildAction onRecord(Optional<AwaitedBuild> known) {
        if (known.isEmpty()) {
            return new BuildAction.Look();
        }
        return known.get()
                .reference()
                .<BuildAction>map(BuildAction.Watch::new)
                .orElseGet(() -> new BuildAction.LookFor(INTERRUPTED, false));
    }

    private static BuildAction found(BuildSituation state, FoundBuild found) {
        String choice = state.selector().text();
        String parameter = state.selector().parameter() + ": ";
        if (found instanceof FoundBuild.Finished finished) {
            return new BuildAction.Take(finished.pin());
        } else if (state.confirming()) {
            return fail(
                    parameter + "the build of " + choice + " succeeded, and does not show on the platform any more");
        } else if (found instanceof FoundBuild.UnderWay underWay) {
            return new BuildAction.Await(
                    underWay.reference(),
                    "no build of " + choice + " has succeeded yet; waiting for "
                            + underWay.pin().summary() + ", which is " + underWay.platformState());
        } else if (found instanceof FoundBuild.Failed failed) {
            String newest = "no build of " + choice + " has succeeded; the newest, "
                    + failed.pin().summary() + ", is " + failed.platformState();
            return state.buildIfMissing()
                    ? new BuildAction.Prepare(newest + ". Starting a new one")
                    : new BuildAction.Explain(
                            failed.reference(),
                            parameter + newest
                                    + ". Mend it, start it again on the platform or with buildIfMissing: true, or choose another build");
        }
        String why = ((FoundBuild.None) found).why();
        return state.buildIfMissing()
                ? new BuildAction.Prepare("there is no build of " + choice + " yet. Starting one")
                : fail(why + ". Start one on the platform or with buildIfMissing: true, or choose another");
    }

    private static BuildAction started(OperationReference reference, String how) {
        return new BuildAction.Await(reference, how + reference.id() + " of " + reference.resource());
    }

    private static BuildAction looked(BuildSituation state, BuildObservation.Looked looked) {
        if (looked.found() instanceof FoundOperation.One one) {
            return started(one.reference(), "found on the platform: build ");
        } else if (looked.found() instanceof FoundOperation.Unclear unclear) {
            return new BuildAction.Fail(
                    Failure.of(looked.why() + ". Whether a build was started is not certain: " + unclear.why()
                            + ". Nothing was deployed"),
                    true);
        } else if (state.looksLeft() > 0) {
            // A request that got no answer may still be under way inside the platform, so one empty look proves
            // nothing.
            return new BuildAction.LookFor(looked.why(), true);
        } else if (state.asks() >= NodeDecision.MOST_ASKS) {
            return fail(looked.why() + ". No build shows on the platform after " + state.asks() + " tries");
        }
        // At worst the same commit is built twice, which changes nothing that runs.
        return new BuildAction.Prepare(looked.why() + "; no build shows on the platform, asking again");
    }

    private static BuildAction ended(NodeEnd end) {
        if (end.state() == NodeState.COMPLETED) {
            return new BuildAction.Confirm();
        }
        if (end.state() == NodeState.IN_DOUBT) {
            return fail("The build that it waited for does not show on the platform, so nothing was deployed");
        }
        Failure failure = end.failure().orElse(Failure.of("ended as " + end.state()));
        return new BuildAction.Fail(
                new Failure(
                        "Build " + failure.message() + ". Nothing was deployed", failure.answer(), failure.logTail()),
                false);
    }

    private static BuildAction refused(PlatformException trouble) {
        return new BuildAction.Fail(new Failure(trouble.getMessage(), trouble.answer(), List.of()), false);
    }

    private static BuildAction fail(String message) {
        return new BuildAction.Fail(Failure.of(message), false);
    }
}
