package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.InvisibleAction;

/** Says of a build that a user answered an {@code input} of it. */
public class ApproverAction extends InvisibleAction {
    private final String userId;

    public ApproverAction(String userId) {
        this.userId = userId;
    }

    public String getUserId() {
        return userId;
    }
}
