package io.jenkins.plugins.releaseflow.rehearsal.emulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults an emulator plays at present; none at first. Thread-safe. */
public final class Faults {
    /** The method of rules for the delivery of notifications. */
    public static final String NOTIFY = "NOTIFY";

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
        return next(counted -> counted.rule.matches(method, path));
    }

    /** What goes wrong with the delivery of an event: of a rule whose method is {@link #NOTIFY} and whose path is the event. */
    public synchronized Optional<FaultRule> nextDelivery(String event) {
        return next(counted -> counted.rule.method().equals(NOTIFY) && counted.rule.matches(NOTIFY, event));
    }

    private Optional<FaultRule> next(Predicate<Counted> meant) {
        return rules.stream().filter(meant).filter(Counted::strikes).findFirst().map(counted -> counted.rule);
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
