package hudson.security;

import java.util.Set;
import org.jvnet.localizer.Localizable;

/** Something that a user may or may not do. */
public final class Permission {
    public final Class<?> owner;
    public final PermissionGroup group;
    public final String name;
    public final Localizable description;
    public final Permission impliedBy;
    public boolean enabled;

    private final Set<PermissionScope> scopes;

    /**
     * @param description what it lets a user do, or null
     * @param impliedBy who has that one has this one too, or null
     * @param enable whether it can be granted; otherwise the implying one decides
     */
    public Permission(
            PermissionGroup group,
            String name,
            Localizable description,
            Permission impliedBy,
            boolean enable,
            PermissionScope[] scopes) {
        this.owner = group.owner;
        this.group = group;
        this.name = name;
        this.description = description;
        this.impliedBy = impliedBy;
        this.enabled = enable;
        this.scopes = Set.of(scopes);
        group.add(this);
    }

    public Permission(
            PermissionGroup group, String name, Localizable description, Permission impliedBy, PermissionScope scope) {
        this(group, name, description, impliedBy, true, new PermissionScope[] {scope});
    }

    /** The class that owns the group, and the name. */
    public String getId() {
        return owner.getName() + '.' + name;
    }

    public boolean isContainedBy(PermissionScope s) {
        return scopes.stream().anyMatch(scope -> scope.isContainedBy(s));
    }

    public void setEnabled(boolean enable) {
        enabled = enable;
    }

    public boolean getEnabled() {
        return enabled;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Permission that && getId().equals(that.getId());
    }

    @Override
    public int hashCode() {
        return getId().hashCode();
    }

    @Override
    public String toString() {
        return "Permission[" + getId() + "]";
    }
}
