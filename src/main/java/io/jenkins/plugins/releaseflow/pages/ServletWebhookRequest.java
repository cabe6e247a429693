package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A request as a servlet container has it. */
record ServletWebhookRequest(HttpServletRequest request) implements WebhookRequest {
    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public InputStream body() throws IOException {
        return request.getInputStream();
    }
}
