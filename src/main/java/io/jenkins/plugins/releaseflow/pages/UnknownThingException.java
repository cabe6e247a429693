package io.jenkins.plugins.releaseflow.pages;

/** There is no such release, node, environment or job. The message is for people. */
public final class UnknownThingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for people */
    public UnknownThingException(String message) {
        super(message);
    }
}
