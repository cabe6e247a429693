package io.jenkins.plugins.releaseflow.platform;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A request that a platform sent to us by itself, as the host's web server has it. Anybody may have sent it. Used by one thread. */
public interface WebhookRequest {
    /** For example {@code POST}. */
    String method();

    /** A header, by its name in any case; the first one where there are several. */
    Optional<String> header(String name);

    /** The body, of any length. Reading waits for the sender. */
    InputStream body() throws IOException;
}
