package io.jenkins.plugins.releaseflow.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may approve releases to an environment.
 *
 * @param approvers ids of users and names of groups, whose case does not matter; none where nobody has to approve
 */
public record ApprovalRule(List<String> approvers) {
    public ApprovalRule {
        approvers = List.copyOf(approvers);
    }

    /**
     * Says why a release may not be opened, or nothing where it may.
     *
     * @param environment name of the environment
     * @param approvedBy id of the user who approved it; empty where none is named
     * @param groups the names of the groups of that user
     */
    public Optional<String> refusal(String environment, String approvedBy, Set<String> groups) {
        if (approvers.isEmpty()
                || Stream.concat(Stream.of(approvedBy), groups.stream()).anyMatch(this::names)) {
            return Optional.empty();
        }
        String who = String.join(", ", approvers);
        return Optional.of(
                approvedBy.isEmpty()
                        ? "approvedBy: is missing; a release to '" + environment + "' wants the approval of " + who
                                + ". Ask for it with input, and tell releaseFlow who gave it: approvedBy: …"
                        : "approvedBy: '" + approvedBy + "' may not approve releases to '" + environment
                                + "'; who may: " + who);
    }

    private boolean names(String who) {
        return approvers.stream().anyMatch(who::equalsIgnoreCase);
    }
}
