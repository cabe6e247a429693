package hudson.model;

import hudson.ExtensionList;
import hudson.Util;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.releaseflow.standin.KnownUsers;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Somebody known to the host by an id, whatever its case. */
public class User implements AccessControlled, ModelObject, Comparable<User> {
    private final String id;
    private volatile String fullName;

    private User(String id) {
        this.id = id;
    }

    public String getId() {
        return id;
    }

    public String getFullName() {
        return fullName == null ? id : fullName;
    }

    public void setFullName(String name) {
        fullName = Util.fixEmptyAndTrim(name);
    }

    @Override
    public String getDisplayName() {
        return getFullName();
    }

    /** The names of the groups that the user is in; this host has none. */
    public List<String> getAuthorities() {
        return List.of();
    }

    /** The user's page, below the host's root. */
    public String getUrl() {
        return "user/" + id;
    }

    @Override
    public ACL getACL() {
        return Jenkins.get().getACL();
    }

    @Override
    public int compareTo(User that) {
        return id.compareToIgnoreCase(that.id);
    }

    @Override
    public String toString() {
        return id;
    }

    /** Who this thread acts as, or null if that is nobody or the host itself. */
    public static User current() {
        return get2(Jenkins.getAuthentication2());
    }

    /** The user behind an authentication, or null if that is nobody or the host itself. */
    public static User get2(Authentication a) {
        return a == null || a.equals(ACL.SYSTEM2) || ACL.isAnonymous2(a) ? null : getById(a.getName(), true);
    }

    /** The user of that id, made if asked for, else null. */
    public static User getById(String id, boolean create) {
        if (id == null) {
            return null;
        }
        KnownUsers all = ExtensionList.lookupSingleton(KnownUsers.class);
        return create ? all.findOrCreate(id, User::new) : all.find(id).orElse(null);
    }
}
