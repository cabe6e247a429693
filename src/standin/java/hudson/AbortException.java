package hudson;

import java.io.IOException;

/** Ends a build with a message that explains itself: hosts print the message and no stack trace. */
public class AbortException extends IOException {
    private static final long serialVersionUID = 1L;

    public AbortException() {}

    /** @param message what went wrong, for the user */
    public AbortException(String message) {
        super(message);
    }
}
