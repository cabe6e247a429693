package jenkins.scm.api;

import hudson.model.Actionable;
import hudson.model.InvisibleAction;

/** Which revision a build is of. */
public class SCMRevisionAction extends InvisibleAction {
    private final SCMRevision revision;
    private final String sourceId;

    public SCMRevisionAction(SCMSource source, SCMRevision rev) {
        this.revision = rev;
        this.sourceId = source.getId();
    }

    public SCMRevision getRevision() {
        return revision;
    }

    public String getSourceId() {
        return sourceId;
    }

    /** The revision of that source that something is of, or null. */
    public static SCMRevision getRevision(SCMSource source, Actionable actionable) {
        return actionable.getActions(SCMRevisionAction.class).stream()
                .filter(action -> action.getSourceId().equals(source.getId()))
                .map(SCMRevisionAction::getRevision)
                .findFirst()
                .orElse(null);
    }
}
