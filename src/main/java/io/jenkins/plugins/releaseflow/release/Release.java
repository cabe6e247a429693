package io.jenkins.plugins.releaseflow.release;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A release, as its events tell.
 *
 * @param id environment and number
 * @param kind why it was made
 * @param name name given by people; may be empty
 * @param description text given by people; may be empty
 * @param origin who, why and from where
 * @param state where it stands
 * @param message why it ended as it did; empty while it is open and where there is nothing to say
 * @param pins what each choice of build was resolved to, by {@link BuildSelector#text()}
 * @param builds the builds that it waits for, by {@link BuildSelector#text()}; empty once they are resolved or given up
 * @param nodes by id, in the order in which they were reached
 * @param openedAt when it was made
 * @param lockedAt when it got the environment's lock
 * @param endedAt when it ended
 * @param allowOlder whether it may deploy builds that are older than the live ones
 * @param brokenBy who took its environment's lock away, and why
 * @param supersededBy the newer release that took its place in the queue
 * @param rollback what it was asked to do where it is a rollback
 * @param calls what it asks of the platform, in that order, where it is a rollback and that was decided
 */
public record Release(
        ReleaseId id,
        ReleaseKind kind,
        String name,
        String description,
        Origin origin,
        ReleaseState state,
        String message,
        Map<String, BuildPin> pins,
        Map<String, AwaitedBuild> builds,
        Map<String, Node> nodes,
        Instant openedAt,
        Optional<Instant> lockedAt,
        Optional<Instant> endedAt,
        boolean allowOlder,
        Optional<Decision> brokenBy,
        Optional<ReleaseId> supersededBy,
        Optional<RollbackOrder> rollback,
        List<RollbackCall> calls) {
    public Release {
        calls = List.copyOf(calls);
        builds = Collections.unmodifiableMap(new LinkedHashMap<>(builds));
        pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /** The same release, waiting for these builds. */
    Release withBuilds(Map<String, AwaitedBuild> awaited) {
        return new Release(
                id,
                kind,
                name,
                description,
                origin,
                state,
                message,
                pins,
                awaited,
                nodes,
                openedAt,
                lockedAt,
                endedAt,
                allowOlder,
                brokenBy,
                supersededBy,
                rollback,
                calls);
    }

    /** The same release, with what it asks of the platform. */
    Release calling(List<RollbackCall> decided) {
        return new Release(
                id,
                kind,
                name,
                description,
                origin,
                state,
                message,
                pins,
                builds,
                nodes,
                openedAt,
                lockedAt,
                endedAt,
                allowOlder,
                brokenBy,
                supersededBy,
                rollback,
                decided);
    }

    /** The same release with another description. */
    Release described(String text) {
        return new Release(
                id,
                kind,
                name,
                text,
                origin,
                state,
                message,
                pins,
                builds,
                nodes,
                openedAt,
                lockedAt,
                endedAt,
                allowOlder,
                brokenBy,
                supersededBy,
                rollback,
                calls);
    }

    /** The nodes in the order in which they were reached. */
    public List<Node> nodeList() {
        return List.copyOf(nodes.values());
    }

    public Optional<Node> node(String nodeId) {
        return Optional.ofNullable(nodes.get(nodeId));
    }

    /** Whether it has its environment's lock: it got it, nobody took it away, and it has not ended. */
    public boolean holdsLock() {
        return isOpen() && lockedAt.isPresent() && brokenBy.isEmpty();
    }

    /** Whether it has not ended. */
    public boolean isOpen() {
        return !state.isEnd();
    }

    /** Number and name for people, for example {@code production #12 (v1.4.2)}. */
    public String fullTitle() {
        return name.isEmpty() ? id.toString() : id + " (" + name + ")";
    }

    Release with(Optional<Decision> breaking, Optional<ReleaseId> superseding) {
        return new Release(
                id,
                kind,
                name,
                description,
                origin,
                state,
                message,
                pins,
                builds,
                nodes,
                openedAt,
                lockedAt,
                endedAt,
                allowOlder,
                breaking,
                superseding,
                rollback,
                calls);
    }

    /** Name for people: the given one, else the number. */
    public String title() {
        return name.isEmpty() ? "#" + id.number() : name;
    }
}
