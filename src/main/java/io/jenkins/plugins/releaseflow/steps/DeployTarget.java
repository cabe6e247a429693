package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Describable;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.Serializable;

/** Where a build goes, as a Jenkinsfile says it: {@code job('migrate')} or {@code service('shop')}. */
public abstract class DeployTarget implements Describable<DeployTarget>, Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;

    protected DeployTarget(String id) {
        this.id = id;
    }

    /** The platform's id of it. */
    public String getId() {
        return id;
    }

    abstract Target target();
}
