package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerResponse2;

/** What a web method sent. */
record SentResponse(int status, Map<String, String> headers, String body) {
    static SentResponse of(HttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        StringWriter body = new StringWriter();
        int[] status = {200};
        PrintWriter writer = new PrintWriter(body);
        StaplerResponse2 servlet = (StaplerResponse2) Proxy.newProxyInstance(
                SentResponse.class.getClassLoader(),
                new Class<?>[] {StaplerResponse2.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setStatus" -> status[0] = (int) arguments[0];
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                        case "getWriter" -> {
                            return writer;
                        }
                        default -> throw new UnsupportedOperationException(method.toString());
                    }
                    return null;
                });
        try {
            response.generateResponse(null, servlet, null);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        writer.flush();
        return new SentResponse(status[0], headers, body.toString());
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException notJson) {
            throw new AssertionError(body, notJson);
        }
    }
}
