package io.jenkins.plugins.releaseflow.config;

import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;

/**
 * Who may do what with releases. What is about a release is checked on the job that made it, what is about an environment on Jenkins itself. Their ids
 * are what administrators grant, and never change.
 */
public final class ReleasePermissions {
    public static final PermissionGroup GROUP =
            new PermissionGroup("Release", ReleasePermissions.class, Messages._ReleasePermissions_Release());

    /** See the records of releases, and the state of environments. Who may read a job may read its consoles, which tell the same. */
    public static final Permission VIEW = permission("View", Messages._ReleasePermissions_View(), Item.READ);

    /**
     * Release. Checked where a build runs in somebody's name; one that runs as Jenkins itself may release. Building does not imply it: it would say nothing then, since
     * whoever starts a build may build.
     */
    public static final Permission RUN = permission("Run", Messages._ReleasePermissions_Run(), Jenkins.ADMINISTER);

    /** Roll a release back. */
    public static final Permission ROLLBACK =
            permission("Rollback", Messages._ReleasePermissions_Rollback(), Jenkins.ADMINISTER);

    /** Decide about a doubt. */
    public static final Permission RESOLVE =
            permission("Resolve", Messages._ReleasePermissions_Resolve(), Jenkins.ADMINISTER);

    /** Put an environment on hold, lift the hold, break its lock. */
    public static final Permission MANAGE =
            permission("Manage", Messages._ReleasePermissions_Manage(), Jenkins.ADMINISTER);

    private ReleasePermissions() {}

    private static Permission permission(String name, Localizable description, Permission impliedBy) {
        return new Permission(GROUP, name, description, impliedBy, true, new PermissionScope[] {
            PermissionScope.JENKINS, PermissionScope.ITEM_GROUP, PermissionScope.ITEM
        });
    }
}
