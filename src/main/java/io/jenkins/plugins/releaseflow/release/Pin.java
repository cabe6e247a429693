package io.jenkins.plugins.releaseflow.release;

/** The immutable identity of what is deployed; never {@code latest}. */
public sealed interface Pin permits BuildPin, ImagePin {
    /** A short text for people, for example {@code joyous-view-6290 (4f2c91a, main)}. */
    String summary();
}
