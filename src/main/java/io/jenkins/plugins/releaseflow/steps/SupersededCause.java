package io.jenkins.plugins.releaseflow.steps;

import java.util.Objects;
import jenkins.model.CauseOfInterruption;

/** A newer release took the place of one that waited. */
public final class SupersededCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String release;

    SupersededCause(String release) {
        this.release = release;
    }

    /** The newer release, for example {@code production #12}. */
    public String getRelease() {
        return release;
    }

    @Override
    public String getShortDescription() {
        return Messages.SupersededCause_ShortDescription(release);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SupersededCause that && release.equals(that.release);
    }

    @Override
    public int hashCode() {
        return Objects.hash(release);
    }
}
