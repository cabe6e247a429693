package io.jenkins.plugins.releaseflow.pages;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Sends an answer as a JSON document that no browser takes for anything else, or keeps. */
final class JsonResponse implements HttpResponse {
    private final ControlAnswer answer;

    JsonResponse(ControlAnswer answer) {
        this.answer = answer;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setStatus(answer.status());
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(answer.text());
    }
}
