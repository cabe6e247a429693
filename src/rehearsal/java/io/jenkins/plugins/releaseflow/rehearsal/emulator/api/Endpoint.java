package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

/** What one route does. */
@FunctionalInterface
interface Endpoint {
    /** Carries the request out; may refuse it. */
    Answer answer(Call call);
}
