package jenkins.model;

import hudson.model.TaskListener;
import hudson.model.User;
import java.io.Serializable;
import java.util.Objects;

/** Why a build was interrupted. Values of the same cause are equal. */
public abstract class CauseOfInterruption implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The reason as a short sentence for people. */
    public abstract String getShortDescription();

    /** Says the reason on the console. */
    public void print(TaskListener listener) {
        listener.getLogger().println(getShortDescription());
    }

    /** Somebody asked for it. */
    public static final class UserInterruption extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String user;

        public UserInterruption(User user) {
            this(user.getId());
        }

        /** @param userId the id of who asked for it */
        public UserInterruption(String userId) {
            this.user = userId;
        }

        public String getUserId() {
            return user;
        }

        /** Who asked for it, or null if there is no such user any more. */
        public User getUserOrNull() {
            return User.getById(user, false);
        }

        @Override
        public String getShortDescription() {
            return "Aborted by " + user;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof UserInterruption that && user.equals(that.user);
        }

        @Override
        public int hashCode() {
            return Objects.hash(user);
        }
    }
}
