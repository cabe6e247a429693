package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletRequest;

/** A request on its way through the objects that its path names. */
public interface StaplerRequest2 extends HttpServletRequest {
    /** What of the path is not used up yet, decoded; begins with a slash, or is empty. */
    String getRestOfPath();
}
