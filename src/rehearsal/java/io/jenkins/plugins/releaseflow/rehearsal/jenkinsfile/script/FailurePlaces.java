package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** Where in the Jenkinsfile the steps were called that failed. Thread-safe. */
public final class FailurePlaces {
    private final Map<Throwable, Place> places = Collections.synchronizedMap(new WeakHashMap<>());

    /** Remembers a failure. The first call counts: that is the innermost step, and blocks around it pass its failure on. */
    void add(Throwable failure, int line, String step) {
        if (line > 0) {
            places.putIfAbsent(failure, new Place(line, step));
        }
    }

    /** Where the failure comes from; empty where it comes from no step. */
    public Optional<Place> of(Throwable failure) {
        return Optional.ofNullable(places.get(failure));
    }

    /**
     * A call of a step.
     *
     * @param line from 1
     */
    public record Place(int line, String step) {}
}
