package io.jenkins.plugins.releaseflow.rollback;

import java.util.Objects;

/**
 * Something about a rollback that a person has to know.
 *
 * @param blocking whether the rollback can't be run because of it
 * @param code what it is about, for programs: a word that stays the same
 * @param message what is so, in one sentence for people
 * @param remedy what to do about it; may be empty
 */
public record PlanProblem(boolean blocking, String code, String message, String remedy) {
    /** The record has a gap. */
    static final String GAP = "history-gap";

    /** The platform could not be asked about all of it. */
    static final String PLATFORM = "platform";

    public PlanProblem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    static PlanProblem blocking(String code, String message, String remedy) {
        return new PlanProblem(true, code, message, remedy);
    }

    static PlanProblem warning(String code, String message, String remedy) {
        return new PlanProblem(false, code, message, remedy);
    }

    /** Message and remedy. */
    public String text() {
        return remedy.isEmpty() ? message : message + "; " + remedy;
    }
}
