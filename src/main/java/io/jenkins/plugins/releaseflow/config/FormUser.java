package io.jenkins.plugins.releaseflow.config;

import hudson.model.Item;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import jenkins.model.Jenkins;

/** What the user of a form may do: configure the item that it is shown in, or the whole Jenkins. */
public final class FormUser {
    private FormUser() {}

    /**
     * Refuses who may not configure what a form is about.
     *
     * @param context the item that the form is shown in; null for the form of Jenkins itself
     */
    public static void requireConfigure(Item context) {
        target(context).checkPermission(permission(context));
    }

    /** Whether the user may configure what a form is about. */
    public static boolean mayConfigure(Item context) {
        return target(context).hasPermission(permission(context));
    }

    private static AccessControlled target(Item context) {
        return context == null ? Jenkins.get() : context;
    }

    private static Permission permission(Item context) {
        return context == null ? Jenkins.ADMINISTER : Item.CONFIGURE;
    }
}
