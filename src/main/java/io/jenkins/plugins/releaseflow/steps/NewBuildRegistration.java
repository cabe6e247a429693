package io.jenkins.plugins.releaseflow.steps;

import java.util.Optional;

/** What ends a trigger, which may be asked for before it has begun. Safe for use by many threads. */
final class NewBuildRegistration {
    private Optional<Runnable> withdraw = Optional.empty();
    private boolean ended;

    synchronized void is(Runnable end) {
        if (ended) {
            end.run();
        } else {
            withdraw = Optional.of(end);
        }
    }

    synchronized void end() {
        ended = true;
        withdraw.ifPresent(Runnable::run);
        withdraw = Optional.empty();
    }
}
