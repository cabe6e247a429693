package io.jenkins.plugins.releaseflow.scenario;

import hudson.model.Result;

/** A build on some host. */
public interface ScenarioBuild {
    /** Waits for its end. */
    Result result() throws Exception;

    /** What it has printed so far. */
    String console();

    /** Somebody aborts it. Returns at once. */
    void abort() throws Exception;

    /** Waits until it has printed something. */
    default void awaitConsole(String text) {
        Awaiting.until("the console says " + text, () -> console().contains(text));
    }
}
