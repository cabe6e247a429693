package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.io.IOException;
import java.util.Collection;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;

/** Something with a name in a group: a job or a folder. */
public interface Item extends PersistenceRoot, ModelObject, AccessControlled {
    PermissionGroup PERMISSIONS = new PermissionGroup(Item.class, (Localizable) null);
    Permission CREATE = new Permission(PERMISSIONS, "Create", null, Jenkins.ADMINISTER, PermissionScope.ITEM_GROUP);
    Permission DELETE = new Permission(PERMISSIONS, "Delete", null, Jenkins.ADMINISTER, PermissionScope.ITEM);
    Permission CONFIGURE = new Permission(PERMISSIONS, "Configure", null, Jenkins.ADMINISTER, PermissionScope.ITEM);
    Permission READ = new Permission(PERMISSIONS, "Read", null, Jenkins.ADMINISTER, PermissionScope.ITEM);
    Permission DISCOVER = new Permission(PERMISSIONS, "Discover", null, READ, PermissionScope.ITEM);
    Permission EXTENDED_READ = new Permission(PERMISSIONS, "ExtendedRead", null, CONFIGURE, PermissionScope.ITEM);
    Permission BUILD = new Permission(PERMISSIONS, "Build", null, Jenkins.ADMINISTER, PermissionScope.ITEM);
    Permission CANCEL = new Permission(PERMISSIONS, "Cancel", null, BUILD, PermissionScope.ITEM);

    ItemGroup<? extends Item> getParent();

    /** The jobs in this item, itself included. */
    @SuppressWarnings("rawtypes")
    Collection<? extends Job> getAllJobs();

    /** The name in its group, part of URLs. */
    String getName();

    /** The names from the root, joined by slashes. */
    String getFullName();

    @Override
    String getDisplayName();

    /** The display names from the root. */
    String getFullDisplayName();

    /** The item's page, below the host's root, with a slash at its end. */
    String getUrl();

    /** The last part of {@link #getUrl}. */
    String getShortUrl();

    @Override
    void save() throws IOException;

    void delete() throws IOException, InterruptedException;
}
