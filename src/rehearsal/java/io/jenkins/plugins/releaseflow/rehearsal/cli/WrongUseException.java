package io.jenkins.plugins.releaseflow.rehearsal.cli;

/** Something that whoever called can put right. The message is one line with the remedy. */
final class WrongUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUseException(String message) {
        super(message);
    }
}
