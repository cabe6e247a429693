package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the ledger says is live on a target of an environment.
 *
 * @param target job or service
 * @param certain what certainly was put there last; empty where nothing certainly was
 * @param later what may have taken its place since, or is just doing so; while it is there, it is not certain what runs
 */
public record LiveTarget(Target target, Optional<Deployed> certain, Optional<Deployed> later) {
    /**
     * A pin on the target.
     *
     * @param pin what was put there
     * @param at since when; where it is not known to be live, when the platform was asked
     * @param outcome what is known of it
     * @param release by which release; empty where it was found there and adopted
     * @param adoption who took what was found there for what is meant to be there; empty where a release put it there
     */
    public record Deployed(
            Pin pin, Instant at, ChangeOutcome outcome, Optional<ReleaseId> release, Optional<Decision> adoption) {
        public Deployed {
            Objects.requireNonNull(pin, "pin");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    public LiveTarget {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(certain, "certain");
        Objects.requireNonNull(later, "later");
    }

    /** Whether it is certain what runs there, by the ledger. */
    public boolean isCertain() {
        return certain.isPresent() && later.isEmpty();
    }
}
