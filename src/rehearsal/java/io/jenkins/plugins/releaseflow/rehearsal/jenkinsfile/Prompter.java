package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import java.util.Optional;

/** Asks a person something while a pipeline runs. May be called from several threads; asks one question at a time. */
public interface Prompter {

    /**
     * Asks and waits for the answer. Called on a thread of its own, which may be abandoned when the pipeline ends first.
     *
     * @param question the whole question, one or more lines
     * @return the answer as typed, or empty if nobody can be asked (no terminal)
     */
    Optional<String> ask(String question);

    /** Nobody can be asked: for scripts, CI and tests. */
    static Prompter none() {
        return question -> Optional.empty();
    }
}
