package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Target;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what is live of what releases put on targets. A pure function of the summaries, so it is right after whatever became of them. Used by one thread. */
final class LiveTargets {
    /** What is known of a target so far. The later change counts; of changes at the same time, that of the later release. */
    private static final class Known {
        private LiveTarget.Deployed certain;
        private LiveTarget.Deployed uncertain;

        void see(LiveTarget.Deployed change) {
            if (change.outcome() == ChangeOutcome.LIVE) {
                certain = isLater(change, certain) ? change : certain;
            } else {
                uncertain = isLater(change, uncertain) ? change : uncertain;
            }
        }

        LiveTarget of(Target target) {
            return new LiveTarget(
                    target,
                    Optional.ofNullable(certain),
                    Optional.ofNullable(uncertain).filter(change -> isLater(change, certain)));
        }

        private static boolean isLater(LiveTarget.Deployed change, LiveTarget.Deployed known) {
            return known == null || !change.at().isBefore(known.at());
        }
    }

    private final Map<Target, Known> targets = new HashMap<>();

    private LiveTargets() {}

    /**
     * @param byNumber the releases of an environment, oldest first
     * @param adopted what was found on targets and adopted, oldest first
     * @return by kind and name of the target
     */
    static List<LiveTarget> of(Collection<ReleaseSummary> byNumber, Collection<EnvironmentEvent.Adopted> adopted) {
        LiveTargets live = new LiveTargets();
        byNumber.forEach(live::see);
        adopted.forEach(live::see);
        return live.targets.entrySet().stream()
                .map(known -> known.getValue().of(known.getKey()))
                .sorted(Comparator.comparing(
                                (LiveTarget known) -> known.target().type())
                        .reversed()
                        .thenComparing(known -> known.target().id()))
                .toList();
    }

    private void see(ReleaseSummary summary) {
        for (TargetChange change : summary.changes()) {
            known(change.target())
                    .see(new LiveTarget.Deployed(
                            change.pin(), change.at(), change.outcome(), Optional.of(summary.id()), Optional.empty()));
        }
    }

    private void see(EnvironmentEvent.Adopted adopted) {
        known(adopted.target())
                .see(new LiveTarget.Deployed(
                        adopted.pin(), adopted.at(), ChangeOutcome.LIVE, Optional.empty(), Optional.of(adopted.by())));
    }

    private Known known(Target target) {
        return targets.computeIfAbsent(target, unseen -> new Known());
    }
}
