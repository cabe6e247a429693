package org.kohsuke.stapler;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** An answer that is a view of an object. No view is rendered here. */
public class ForwardToView extends RuntimeException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    private final String view;

    public ForwardToView(Object it, String view) {
        this.view = view;
    }

    @Override
    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        rsp.setContentType("text/html;charset=UTF-8");
        rsp.getWriter().println(view);
    }
}
