package hudson.model;

import hudson.Util;
import java.util.Objects;

/** Why a build was started. */
public abstract class Cause {
    /** The reason as a short sentence for people. */
    public abstract String getShortDescription();

    /** The build got this cause. */
    public void onAddedTo(@SuppressWarnings("rawtypes") Run build) {}

    /** The build was read from disk. */
    public void onLoad(Run<?, ?> build) {}

    /** Says the reason on the console. */
    public void print(TaskListener listener) {
        listener.getLogger().println(getShortDescription());
    }

    /** A user started it. */
    public static class UserIdCause extends Cause {
        private final String userId;

        /** The present user started it. */
        public UserIdCause() {
            this(User.current() == null ? null : User.current().getId());
        }

        /** @param userId the user's id, or null for somebody unknown */
        public UserIdCause(String userId) {
            this.userId = Util.fixEmptyAndTrim(userId);
        }

        /** The user's id, or null for somebody unknown. */
        public String getUserId() {
            return userId;
        }

        public String getUserName() {
            User user = userId == null ? null : User.getById(userId, false);
            return user == null ? Objects.requireNonNullElse(userId, "anonymous") : user.getDisplayName();
        }

        @Override
        public String getShortDescription() {
            return "Started by user " + getUserName();
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof UserIdCause that && Objects.equals(userId, that.userId);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(userId);
        }
    }
}
