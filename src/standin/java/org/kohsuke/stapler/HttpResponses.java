package org.kohsuke.stapler;

/** Makes answers to requests. */
public class HttpResponses {
    /** The view of that name of an object. */
    public static ForwardToView forwardToView(Object it, String view) {
        return new ForwardToView(it, view);
    }
}
