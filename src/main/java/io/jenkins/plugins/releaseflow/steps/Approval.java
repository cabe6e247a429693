package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releaseflow.engine.ApprovalRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.support.steps.input.ApproverAction;

/** Who approved a build's release. The step {@code input} tells that, which notes with the build who answered it; a Jenkinsfile can't. */
final class Approval {
    private Approval() {}

    /**
     * May ask the security realm for the groups of users, so it must not be called on a pipeline's thread.
     *
     * @param wanted id of the user whose approval the Jenkinsfile wants; empty for that of anybody who may
     * @return for people, to be put on record; empty where nobody approved it
     * @throws IllegalArgumentException with a message for people, where nobody who may has approved it
     */
    static String of(Run<?, ?> run, ApprovalRule rule, String environment, String wanted) {
        List<String> answered = Jenkins.get().getPlugin("pipeline-input-step") == null ? List.of() : ByInput.of(run);
        if (!rule.isAsked()) {
            return named(wanted, answered);
        }
        return rule.approval(
                        environment,
                        wanted,
                        answered.stream()
                                .map(id -> new ApprovalRule.Approver(id, groups(id)))
                                .toList())
                .map(id -> "approved by " + id)
                .orElse("");
    }

    /** Nobody has to approve it, so what a Jenkinsfile says is taken for just that. */
    private static String named(String wanted, List<String> answered) {
        if (wanted.isEmpty()) {
            return "";
        }
        boolean certain = answered.stream().anyMatch(wanted::equalsIgnoreCase);
        return "approved by " + wanted + (certain ? "" : ", as the Jenkinsfile says");
    }

    private static Set<String> groups(String id) {
        // Only an administrator may see the groups of others.
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return Optional.ofNullable(User.getById(id, false))
                    .map(user -> Set.copyOf(user.getAuthorities()))
                    .orElseGet(Set::of);
        } finally {
            jenkins.close();
        }
    }

    /** All that needs the class of the plugin pipeline-input-step, without which nothing can be approved. */
    private static final class ByInput {
        private ByInput() {}

        static List<String> of(Run<?, ?> run) {
            return run.getActions(ApproverAction.class).stream()
                    .map(ApproverAction::getUserId)
                    .toList();
        }
    }
}
