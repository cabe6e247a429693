package io.jenkins.plugins.releaseflow.ledger;

/** The ledger can't be read or written. Nothing may be started on a platform that it does not hold. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
