package hudson.security;

import hudson.model.User;
import java.util.function.BiFunction;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Who may do what on one object. */
public abstract class ACL {
    public static final String SYSTEM_USERNAME = "SYSTEM";
    public static final String ANONYMOUS_USERNAME = "anonymous";

    /** The host itself, which may do anything. */
    public static final Authentication SYSTEM2 = new NamedAuthentication(SYSTEM_USERNAME);

    /**
     * Refuses the present user.
     *
     * @throws AccessDeniedException3 naming the user and the permission
     */
    public final void checkPermission(Permission p) {
        if (!hasPermission(p)) {
            throw new AccessDeniedException3(Jenkins.getAuthentication2(), p);
        }
    }

    /** Whether the present user may. */
    public final boolean hasPermission(Permission p) {
        Authentication who = Jenkins.getAuthentication2();
        return who.equals(SYSTEM2) || hasPermission2(who, p);
    }

    /** Whether that user may. */
    public boolean hasPermission2(Authentication a, Permission permission) {
        throw new AbstractMethodError("implement hasPermission2");
    }

    public static ACL lambda2(BiFunction<Authentication, Permission, Boolean> impl) {
        return new ACL() {
            @Override
            public boolean hasPermission2(Authentication a, Permission permission) {
                return impl.apply(a, permission);
            }
        };
    }

    /** Lets this thread act as somebody until the result is closed. */
    public static ACLContext as2(Authentication auth) {
        return new ACLContext(auth);
    }

    /** Lets this thread act as a user, or as nobody for null, until the result is closed. */
    public static ACLContext as(User user) {
        return as2(new NamedAuthentication(user == null ? ANONYMOUS_USERNAME : user.getId()));
    }

    public static boolean isAnonymous2(Authentication authentication) {
        return authentication.getName().equals(ANONYMOUS_USERNAME);
    }

    private record NamedAuthentication(String name) implements Authentication {
        @Override
        public String getName() {
            return name;
        }
    }
}
