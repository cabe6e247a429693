package hudson.security;

import org.springframework.security.core.Authentication;

/** Something that not everybody may use. */
public interface AccessControlled {
    /** Who may do what with this. */
    ACL getACL();

    /**
     * Refuses the present user.
     *
     * @throws AccessDeniedException3 naming the user and the permission
     */
    default void checkPermission(Permission permission) {
        getACL().checkPermission(permission);
    }

    default boolean hasPermission(Permission permission) {
        return getACL().hasPermission(permission);
    }

    default boolean hasPermission2(Authentication a, Permission permission) {
        return a.equals(ACL.SYSTEM2) || getACL().hasPermission2(a, permission);
    }
}
