package org.kohsuke.stapler;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** An answer to a request, which a web method can return. */
public interface HttpResponse {
    /**
     * Writes the answer.
     *
     * @param node the object whose web method returned it
     */
    default void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        throw new AbstractMethodError("implement generateResponse");
    }
}
