package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.ReleaseId;
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

    /** Where it is seen, below the root of Jenkins. */
    public String getUrl() {
        ReleaseId id = ReleaseId.parse(release);
        return "release-flow/environments/" + id.environment() + "/releases/" + id.number() + "/";
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
