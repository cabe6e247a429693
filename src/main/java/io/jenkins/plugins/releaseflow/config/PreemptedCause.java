package io.jenkins.plugins.releaseflow.config;

import java.util.Objects;
import jenkins.model.CauseOfInterruption;

/** A rollback took the place of a release that ran. */
public final class PreemptedCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String rollback;
    private final String who;

    /**
     * @param rollback the rollback, for example {@code production #12}
     * @param who id of the user who asked for it; may be empty
     */
    public PreemptedCause(String rollback, String who) {
        this.rollback = rollback;
        this.who = who;
    }

    /** The rollback, for example {@code production #12}. */
    public String getRollback() {
        return rollback;
    }

    @Override
    public String getShortDescription() {
        return who.isEmpty()
                ? Messages.PreemptedCause_ShortDescription(rollback)
                : Messages.PreemptedCause_ShortDescriptionBy(rollback, who);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PreemptedCause that && rollback.equals(that.rollback) && who.equals(that.who);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rollback, who);
    }
}
