package hudson.security;

import io.jenkins.plugins.releaseflow.standin.ActingUser;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/** The time during which a thread acts as somebody; ends with {@link #close}, on the same thread. */
public class ACLContext implements AutoCloseable {
    private final Optional<Authentication> before = ActingUser.current();

    ACLContext(Authentication now) {
        ActingUser.become(Optional.of(now));
    }

    @Override
    public void close() {
        ActingUser.become(before);
    }
}
