package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.model.RootAction;
import hudson.security.PermissionGroup;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Everything of Release Flow that is reached by URL, below {@code release-flow/}. Looks nothing up on the way: who asks may not be allowed to know what there is. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowRootAction implements RootAction {
    /** Jenkins loads extensions before it reads who may do what, and these permissions have to be known by then. */
    static final PermissionGroup PERMISSIONS = ReleasePermissions.GROUP;

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Release Flow";
    }

    @Override
    public String getUrlName() {
        return "release-flow";
    }

    /** What is below {@code environments/NAME}, whether there is such an environment or not. */
    public EnvironmentUrl getEnvironments(String name) {
        return new EnvironmentUrl(name);
    }
}
