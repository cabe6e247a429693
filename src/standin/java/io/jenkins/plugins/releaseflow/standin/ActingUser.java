package io.jenkins.plugins.releaseflow.standin;

import java.util.Optional;
import org.springframework.security.core.Authentication;

/** Who each thread acts as. Jenkins keeps that in Spring Security's context holder. */
public final class ActingUser {
    private static final ThreadLocal<Authentication> ACTING = new ThreadLocal<>();

    private ActingUser() {}

    /** Who the calling thread acts as; empty when nothing has been said. */
    public static Optional<Authentication> current() {
        return Optional.ofNullable(ACTING.get());
    }

    /** Says who the calling thread acts as from now on. */
    public static void become(Optional<Authentication> who) {
        who.ifPresentOrElse(ACTING::set, ACTING::remove);
    }
}
