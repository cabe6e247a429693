package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Failure;

/** There is no build to deploy, and there will be none. */
final class NotBuiltException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    NotBuiltException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** Why, with the last lines of the build's log where there are any. */
    Failure failure() {
        return failure;
    }
}
