package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.List;
import java.util.stream.Collectors;

/** Who made a release, why, and from where. */
final class BuildOrigin {
    private BuildOrigin() {}

    /**
     * @param approval who approved it, for people; empty where nobody did
     */
    static Origin of(Run<?, ?> run, JobBranch branch, String approval) {
        List<Cause> causes = run.getCauses();
        String who = causes.stream()
                .filter(Cause.UserIdCause.class::isInstance)
                .map(cause -> ((Cause.UserIdCause) cause).getUserId())
                .filter(id -> id != null && !id.isEmpty())
                .findFirst()
                .orElse("");
        String why = causes.stream().map(Cause::getShortDescription).collect(Collectors.joining("; "));
        String approved = approval.isEmpty() ? "" : "; " + approval;
        return new Origin(who, why + approved, run.getParent().getFullName(), run.getExternalizableId(), branch.name());
    }
}
