package io.jenkins.plugins.releaseflow.rehearsal.emulator.state;

/** The emulator cannot do its work here; the message is for the user and says what to change. */
public final class EmulatorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EmulatorException(String message) {
        super(message);
    }

    public EmulatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
