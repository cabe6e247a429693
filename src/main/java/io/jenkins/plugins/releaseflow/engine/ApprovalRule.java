package io.jenkins.plugins.releaseflow.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may approve releases to an environment.
 *
 * @param approvers ids of users and names of groups, whose case does not matter; none where nobody has to approve
 */
public record ApprovalRule(List<String> approvers) {
    /**
     * Somebody who approved, as the host knows for certain.
     *
     * @param id of the user
     * @param groups the names of the groups of that user
     */
    public record Approver(String id, Set<String> groups) {
        public Approver {
            groups = Set.copyOf(groups);
        }
    }

    public ApprovalRule {
        approvers = List.copyOf(approvers);
    }

    /** Whether somebody has to approve. */
    public boolean isAsked() {
        return !approvers.isEmpty();
    }

    /**
     * Finds whose approval counts.
     *
     * @param environment name of the environment
     * @param wanted id of the user whose approval it has to be; empty where it may be that of any approver
     * @param approved who approved, in this order
     * @return the id of the first who may; empty where nobody has to
     * @throws IllegalArgumentException with a message for people, where a release may not be opened
     */
    public Optional<String> approval(String environment, String wanted, List<Approver> approved) {
        if (!isAsked()) {
            return Optional.empty();
        }
        List<Approver> counting = approved.stream()
                .filter(who -> wanted.isEmpty() || who.id().equalsIgnoreCase(wanted))
                .toList();
        return Optional.of(counting.stream()
                .filter(this::names)
                .map(Approver::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(refusal(environment, wanted, counting))));
    }

    private String refusal(String environment, String wanted, List<Approver> counting) {
        String who = String.join(", ", approvers);
        if (!counting.isEmpty()) {
            return "approval: "
                    + counting.stream().map(each -> "'" + each.id() + "'").collect(Collectors.joining(", "))
                    + " may not approve releases to '" + environment + "'; who may: " + who;
        }
        return wanted.isEmpty()
                ? "approval: nobody approved this release; one to '" + environment + "' wants the approval of " + who
                        + ". Ask for it before releaseFlow, with the step input"
                : "approvedBy: '" + wanted + "' answered no input of this build; the approval of " + who
                        + " counts where they answer the step input themselves";
    }

    private boolean names(Approver approver) {
        return Stream.concat(Stream.of(approver.id()), approver.groups().stream())
                .anyMatch(name -> approvers.stream().anyMatch(name::equalsIgnoreCase));
    }
}
