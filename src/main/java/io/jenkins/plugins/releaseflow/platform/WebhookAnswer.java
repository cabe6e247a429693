package io.jenkins.plugins.releaseflow.platform;

/** How a {@link WebhookRequest} is answered. Answers have no body: they tell a stranger nothing. */
public enum WebhookAnswer {
    /** It is authentic. What came of it is not told. */
    ACCEPTED(204),
    /** It is authentic, and its body can't be read. */
    UNREADABLE(400),
    /** It does not carry the secret. */
    FORBIDDEN(403),
    /** Nothing is received here. */
    NOT_FOUND(404),
    /** Only POST is answered. */
    NOT_A_POST(405),
    /** It is authentic, and its body is longer than is read. */
    TOO_LARGE(413);

    private final int status;

    WebhookAnswer(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
