package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletRequest;

/** A request on its way through the objects that its URL names. */
public interface StaplerRequest2 extends HttpServletRequest {}
