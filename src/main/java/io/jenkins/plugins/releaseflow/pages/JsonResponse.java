package io.jenkins.plugins.releaseflow.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Sends an answer as a JSON document that no browser takes for anything else, or keeps. */
final class JsonResponse implements HttpResponse {
    private static final int NOT_MODIFIED = 304;

    private final ControlAnswer answer;
    private final String known;

    /** An answer that is sent whole. */
    JsonResponse(ControlAnswer answer) {
        this(answer, null);
    }

    /**
     * An answer to who may have it already.
     *
     * @param known tag of the document that the asker has; null where there is none
     */
    JsonResponse(ControlAnswer answer, @CheckForNull String known) {
        this.answer = answer;
        this.known = known;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        String text = answer.text();
        String tag = DocumentTag.of(text);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept");
        if (answer.isRefusal()) {
            response.setStatus(answer.status());
        } else if (tag.equals(known)) {
            response.setStatus(NOT_MODIFIED);
            return;
        } else {
            response.setStatus(answer.status());
            response.setHeader("ETag", tag);
        }
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().println(text);
    }
}
