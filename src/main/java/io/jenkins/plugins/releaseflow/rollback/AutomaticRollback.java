package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether a release that failed is rolled back by itself. A pure function: it never crosses a migration that the code before it may not work with. */
public final class AutomaticRollback {
    /** What is done. */
    public enum Verdict {
        /** The rollback is run. */
        ROLL_BACK,
        /** Nothing that was live has changed. */
        NOTHING_TO_DO,
        /** A person has to decide. */
        REFUSED
    }

    /**
     * @param verdict what is done
     * @param why one sentence for people
     */
    public record Choice(Verdict verdict, String why) {}

    private AutomaticRollback() {}

    /**
     * @param state what the release came to
     * @param plan of code alone, back to what went well before; empty where nothing did
     */
    public static Choice of(ReleaseState state, Optional<RollbackPlan> plan) {
        if (state != ReleaseState.FAILED) {
            return new Choice(
                    Verdict.REFUSED,
                    state == ReleaseState.IN_DOUBT
                            ? "it is not known what the release did: resolve its doubt first"
                            : "only a release that failed is rolled back by itself");
        } else if (plan.isEmpty()) {
            return new Choice(Verdict.REFUSED, "no release before it went well");
        } else if (plan.get().isNothingToDo()) {
            return new Choice(Verdict.NOTHING_TO_DO, "nothing that was live has changed");
        } else if (!plan.get().undone().isEmpty()
                || plan.get().migrations().stream().anyMatch(migration -> !migration.isCompatible())) {
            return new Choice(
                    Verdict.REFUSED,
                    "a migration ran that the code before it may not work with: a person has to decide");
        } else if (!plan.get().isReady()) {
            return new Choice(
                    Verdict.REFUSED,
                    plan.get().problems().stream()
                            .filter(PlanProblem::blocking)
                            .map(PlanProblem::text)
                            .collect(Collectors.joining("; ")));
        }
        return new Choice(Verdict.ROLL_BACK, "what ran since only adds to the schema");
    }
}
