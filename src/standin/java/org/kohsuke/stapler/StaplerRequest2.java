package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletRequest;
import net.sf.json.JSONObject;

/** A request on its way through the objects that its path names. */
public interface StaplerRequest2 extends HttpServletRequest {
    /** What of the path is not used up yet, decoded; begins with a slash, or is empty. */
    String getRestOfPath();

    /** The nearest object of a type in the request's path, or null. */
    <T> T findAncestorObject(Class<T> type);

    /** Makes an object of what a form sent. */
    <T> T bindJSON(Class<T> type, JSONObject src);

    /** Sets what a form sent on an object. */
    void bindJSON(Object bean, JSONObject src);
}
