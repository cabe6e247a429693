package io.jenkins.plugins.releaseflow.pages;

/** There is no such release, node or environment. The message is for people. */
final class UnknownThingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownThingException(String message) {
        super(message);
    }
}
