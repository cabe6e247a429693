package io.jenkins.plugins.releaseflow.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that happened to a release. A release is the fold of its events; events are appended and never changed. */
public sealed interface ReleaseEvent {
    /** When it happened, by the controller's clock. */
    Instant at();

    /** The release was made; it waits for the environment's lock. Always the first event. */
    record Opened(
            Instant at,
            ReleaseId id,
            ReleaseKind kind,
            String name,
            String description,
            Origin origin,
            boolean allowOlder,
            Optional<RollbackOrder> rollback)
            implements ReleaseEvent {
        /** One that is no rollback. */
        public Opened(
                Instant at,
                ReleaseId id,
                ReleaseKind kind,
                String name,
                String description,
                Origin origin,
                boolean allowOlder) {
            this(at, id, kind, name, description, origin, allowOlder, Optional.empty());
        }

        /** A release that deploys no build older than the live one. */
        public Opened(Instant at, ReleaseId id, ReleaseKind kind, String name, String description, Origin origin) {
            this(at, id, kind, name, description, origin, false);
        }
    }

    /** The release holds the environment's lock. */
    record LockTaken(Instant at) implements ReleaseEvent {}

    /** It is decided what a rollback asks of the platform, in that order. On disk before the platform hears of any of it. */
    record RollbackDecided(Instant at, List<RollbackCall> calls) implements ReleaseEvent {
        public RollbackDecided {
            calls = List.copyOf(calls);
        }
    }

    /** Somebody took the environment's lock away from the release. From here on nothing of it is started, and nothing of it is watched. */
    record LockBroken(Instant at, Decision by) implements ReleaseEvent {}

    /** Somebody described the release anew; may come after its end. */
    record Described(Instant at, String description, String who) implements ReleaseEvent {}

    /** A choice of build was resolved, once for the whole release. */
    record PinResolved(Instant at, String selector, BuildPin pin) implements ReleaseEvent {}

    /** A build that is missing is about to be asked for. On disk before the platform hears of it. */
    record BuildIntended(Instant at, String node, String selector, BuildRequest request, Baseline baseline)
            implements ReleaseEvent {}

    /** The build that a choice comes to is under way: found so, or started. */
    record BuildAwaited(Instant at, String node, String selector, OperationReference reference)
            implements ReleaseEvent {}

    /** A build is not waited for any more, and was not deployed: it failed, could not be started, or nobody wants it any more. */
    record BuildGivenUp(Instant at, String node, String selector, String message) implements ReleaseEvent {}

    /**
     * A step was reached. The stage of the Jenkinsfile that it is in is empty where there is none. Steps that order the same have the same {@code work}. Both are empty
     * where an earlier version wrote the record.
     */
    record NodePlanned(Instant at, String node, NodeKind kind, String label, NodeTerms terms, String stage, String work)
            implements ReleaseEvent {
        /** A step outside of stages. */
        public NodePlanned(Instant at, String node, NodeKind kind, String label, NodeTerms terms) {
            this(at, node, kind, label, terms, "", "");
        }
    }

    /** The platform is about to be asked. On disk before the platform hears of it. */
    record NodeIntended(Instant at, String node, int attempt, OperationRequest request, Baseline baseline)
            implements ReleaseEvent {}

    /** The platform took the request, or an operation was found that is the one asked for. */
    record OperationStarted(Instant at, String node, OperationReference reference) implements ReleaseEvent {}

    /** Something worth knowing about a node, for people. */
    record NodeNoted(Instant at, String node, String note) implements ReleaseEvent {}

    /** The platform said that the work failed, and it is tried again. What it was asked is over: nothing of it has to be looked for. */
    record AttemptFailed(Instant at, String node, Failure failure) implements ReleaseEvent {}

    /** Somebody decided what is to become of a node in doubt. */
    record DoubtResolved(Instant at, String node, Resolution resolution, Decision decision) implements ReleaseEvent {}

    /** A node came to one of its ends. */
    record NodeEnded(Instant at, String node, NodeState state, Map<String, String> facts, Optional<Failure> failure)
            implements ReleaseEvent {
        public NodeEnded {
            facts = Map.copyOf(facts);
        }
    }

    /** The release came to its end and gave the lock back. Always the last event. */
    record Ended(Instant at, ReleaseState outcome, String message, Optional<ReleaseId> supersededBy)
            implements ReleaseEvent {
        /** An end that no other release brought about. */
        public Ended(Instant at, ReleaseState outcome, String message) {
            this(at, outcome, message, Optional.empty());
        }
    }

    /** An event of a later version of Release Flow that this one may pass over. Kept on disk, without meaning here. */
    record Unrecognised(Instant at, String type) implements ReleaseEvent {}

    /**
     * A line that stands in the record and can't be read: damaged, or by a later version that says more than this one understands. It may have told of
     * something that was asked of the platform, so it is never passed over. Kept on disk as it is.
     *
     * @param at when it happened; {@link Instant#EPOCH} where that can't be read either
     * @param line number of the line in the record, from 1; 0 where the line was read by itself
     * @param type what it tells of, as {@code node-intended}; empty where that can't be read either
     * @param node the node that it tells of; empty where it tells of none, or that can't be read
     * @param why what keeps it from being read
     */
    record Unreadable(Instant at, int line, String type, Optional<String> node, String why) implements ReleaseEvent {
        /** A line that is not even JSON. */
        public static Unreadable damaged(int line) {
            return new Unreadable(Instant.EPOCH, line, "", Optional.empty(), "it is damaged");
        }

        /** The same with the number of its line. */
        public Unreadable inLine(int number) {
            return new Unreadable(at, number, type, node, why);
        }
    }
}
