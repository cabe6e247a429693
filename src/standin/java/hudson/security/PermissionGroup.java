package hudson.security;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jvnet.localizer.Localizable;

/** Permissions that are shown together. */
public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public final Class<?> owner;
    public final Localizable title;

    private final String id;
    private final List<Permission> permissions = new ArrayList<>();

    public PermissionGroup(Class<?> owner, Localizable title) throws IllegalStateException {
        this(title == null ? owner.getSimpleName() : title.toString(Locale.ENGLISH), owner, title);
    }

    public PermissionGroup(String id, Class<?> owner, Localizable title) throws IllegalStateException {
        this.id = id;
        this.owner = owner;
        this.title = title;
    }

    /** What the group is called in configurations, whatever the language. */
    public String getId() {
        return id;
    }

    public String getOwnerClassName() {
        return owner.getName();
    }

    public synchronized List<Permission> getPermissions() {
        return List.copyOf(permissions);
    }

    @Override
    public Iterator<Permission> iterator() {
        return getPermissions().iterator();
    }

    /** The permission of that name, or null. */
    public synchronized Permission find(String name) {
        return permissions.stream()
                .filter(permission -> permission.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public int compareTo(PermissionGroup that) {
        return getOwnerClassName().compareTo(that.getOwnerClassName());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PermissionGroup that && owner == that.owner;
    }

    @Override
    public int hashCode() {
        return owner.hashCode();
    }

    synchronized void add(Permission permission) {
        if (find(permission.name) != null) {
            throw new IllegalStateException("Duplicate permission " + permission.getId());
        }
        permissions.add(permission);
    }
}
