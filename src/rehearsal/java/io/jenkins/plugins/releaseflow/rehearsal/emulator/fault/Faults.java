package io.jenkins.plugins.releaseflow.rehearsal.emulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults an emulator plays at present; none at first. Thread-safe. */
public final class Faults {
    private final List<Counted> rules = new ArrayList<>();

    /** Adds a rule; where several match a request, the one added first counts. */
    public synchronized void add(FaultRule rule) {
        rules.add(new Counted(rule));
    }

    /** Forgets all rules. */
    public synchronized void clear() {
        rules.clear();
    }

    /** The rules in the order they were added. */
    public synchronized List<FaultRule> rules() {
        return rules.stream().map(counted -> counted.rule).toList();
    }

    /** What goes wrong with this request, which counts as a match; empty: nothing. */
    public synchronized Optional<FaultRule> next(String method, String path) {
        return rules.stream()
                .filter(counted -> counted.rule.matches(method, path))
                .filter(Counted::strikes)
                .findFirst()
                .map(counted -> counted.rule);
    }

    private static final class Counted {
        private final FaultRule rule;
        private int matches;

        Counted(FaultRule rule) {
            this.rule = rule;
        }

        boolean strikes() {
            matches++;
            return matches > rule.after() && (rule.times() == 0 || matches <= rule.after() + rule.times());
        }
    }
}
