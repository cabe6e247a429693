package io.jenkins.plugins.releaseflow.engine;

/** A node was ended early while its work on the platform goes on. Its release stays open, and keeps its lock, until the end of that work is known. */
public final class DetachedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DetachedException(String message) {
        super(message);
    }
}
