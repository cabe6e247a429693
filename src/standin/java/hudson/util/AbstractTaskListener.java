package hudson.util;

import hudson.model.TaskListener;

/** A base for listeners. */
public abstract class AbstractTaskListener implements TaskListener {
    private static final long serialVersionUID = 1L;
}
