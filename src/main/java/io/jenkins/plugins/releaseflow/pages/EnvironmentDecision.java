package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Decision;
import java.util.concurrent.CompletionStage;

/** What somebody can decide about an environment as a whole. */
public enum EnvironmentDecision {
    /** Nothing but a rollback may deploy from now on. */
    HOLD {
        @Override
        CompletionStage<String> of(ReleaseEngine engine, String environment, Decision decision) {
            return engine.hold(environment, decision).thenApply(hold -> environment + " is on hold now");
        }
    },
    /** Releases may deploy again. */
    LIFT {
        @Override
        CompletionStage<String> of(ReleaseEngine engine, String environment, Decision decision) {
            return engine.lift(environment, decision).thenApply(hold -> environment + " is not on hold any more");
        }
    },
    /** The release that holds the lock loses it, and what it started is in doubt. */
    BREAK_LOCK {
        @Override
        CompletionStage<String> of(ReleaseEngine engine, String environment, Decision decision) {
            return engine.breakLock(environment, decision)
                    .thenApply(release -> "Release " + release.fullTitle() + " lost the lock of " + environment);
        }
    };

    /** Carries it out; the stage gives what was done, for people, and fails as the engine does. */
    abstract CompletionStage<String> of(ReleaseEngine engine, String environment, Decision decision);
}
