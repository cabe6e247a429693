package io.jenkins.plugins.releaseflow.steps;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releaseflow.engine.ApprovalRule;
import java.util.Set;

/** Checks who a Jenkinsfile says approved a release. */
final class Approval {
    private Approval() {}

    /**
     * May ask the security realm for the groups of a user, so it must not be called on a pipeline's thread.
     *
     * @param approvedBy id of a user; empty where none is named
     * @throws IllegalArgumentException with a message for people, where nobody who may has approved it
     */
    static void check(ApprovalRule rule, String environment, String approvedBy) {
        Set<String> groups = rule.approvers().isEmpty() ? Set.of() : groups(approvedBy);
        rule.refusal(environment, approvedBy, groups).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    private static Set<String> groups(String id) {
        // Only an administrator may see the groups of others.
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            User user = User.getById(id, false);
            return user == null ? Set.of() : Set.copyOf(user.getAuthorities());
        } finally {
            jenkins.close();
        }
    }
}
