package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the plan of a rollback. A pure function of what the ledger and the platform say. */
public final class RollbackPlanner {
    private static final List<MigrationVerdict> WORSE = List.of(
            MigrationVerdict.NONE,
            MigrationVerdict.EXPAND,
            MigrationVerdict.REVERSIBLE,
            MigrationVerdict.UNKNOWN,
            MigrationVerdict.DESTRUCTIVE);

    private RollbackPlanner() {}

    /**
     * @param wish what is asked for
     * @param facts what the platform said
     * @param now the time by the controller's clock
     */
    public static RollbackPlan plan(RollbackHistory history, RollbackWish wish, PlatformFacts facts, Instant now) {
        SchemaWalk schema = walk(history, Instant.MAX);
        List<MigrationSince> migrations = schema.added();
        List<MigrationSince> undone = schema.undone();
        MigrationVerdict verdict = Stream.concat(
                        migrations.stream().map(MigrationSince::verdict),
                        history.missing().isEmpty() ? Stream.empty() : Stream.of(MigrationVerdict.UNKNOWN))
                .max(Comparator.comparing(WORSE::indexOf))
                .orElse(MigrationVerdict.NONE);
        Optional<DatabaseWay> fitting =
                history.missing().isEmpty() ? fitting(migrations, undone, verdict) : Optional.empty();
        DatabaseWay way = wish.way().or(() -> fitting).orElse(DatabaseWay.CODE_ONLY);
        Map<Target, DeploymentRequest> wanted = deployments(history.to());
        List<TargetChangePlan> targets = targets(history, wanted, facts);
        List<BackupAtHand> backups = backups(history, now).stream()
                .map(backup -> backup.losing(RollbackFacts.loss(backup, targets, now)))
                .toList();
        Optional<BackupAtHand> chosen = way == DatabaseWay.RESTORE
                ? backups.stream().filter(backup -> isMeant(backup, wish)).findFirst()
                : Optional.empty();
        List<RollbackCall> calls = RollbackPlan.isNothingToDo(way, fitting, targets)
                ? List.of()
                : RollbackCalls.of(way, wanted, migrations, undone, chosen, history.live());
        Optional<Integer> running = history.since().stream()
                .filter(Release::holdsLock)
                .map(release -> release.id().number())
                .findFirst();
        RollbackFacts.Situation situation = new RollbackFacts.Situation(
                history, wish, facts, way, targets, calls, migrations, undone, backups, chosen, running, now);
        String essence = PlanDigest.essence(history, way, calls, migrations, undone);
        return new RollbackPlan(
                history.to(),
                from(history),
                way,
                fitting,
                targets,
                calls,
                migrations,
                undone,
                verdict,
                backups,
                chosen,
                RollbackFacts.losses(situation),
                RollbackFacts.permanent(situation),
                RollbackProblems.of(situation),
                running,
                PlanDigest.hash(essence),
                PlanDigest.of(essence, targets, history.since()));
    }

    private static SchemaWalk walk(RollbackHistory history, Instant until) {
        SchemaWalk before = new SchemaWalk(List.of(), history);
        history.earlier().forEach(release -> before.through(release, Instant.MAX));
        SchemaWalk walk = new SchemaWalk(before.added(), history);
        walk.knowing(before);
        history.since().forEach(release -> walk.through(release, until));
        return walk;
    }

    private static Optional<DatabaseWay> fitting(
            List<MigrationSince> migrations, List<MigrationSince> undone, MigrationVerdict verdict) {
        if (MigrationSince.isCompatible(verdict) && undone.isEmpty()) {
            return Optional.of(DatabaseWay.CODE_ONLY);
        }
        boolean canBeUndone = undone.stream().allMatch(MigrationSince::isCertain)
                && migrations.stream()
                        .allMatch(migration ->
                                migration.isCompatible() || (migration.undo().isPresent() && migration.isCertain()));
        return canBeUndone ? Optional.of(DatabaseWay.DOWN_MIGRATION) : Optional.empty();
    }

    private static Optional<Integer> from(RollbackHistory history) {
        return Stream.concat(Stream.of(history.to()), history.since().stream())
                .filter(release -> release.nodeList().stream().anyMatch(node -> node.request()
                        .filter(DeploymentRequest.class::isInstance)
                        .isPresent()))
                .map(release -> release.id().number())
                .reduce((first, second) -> second);
    }

    /** What the release left on its targets, in the order in which it deployed to them first. */
    static Map<Target, DeploymentRequest> deployments(Release release) {
        Map<Target, DeploymentRequest> wanted = new LinkedHashMap<>();
        release.nodeList().stream()
                .flatMap(node -> node.deployment().stream())
                .forEach(deployment -> wanted.put(deployment.target(), deployment.lasting()));
        return wanted;
    }

    private static boolean isMeant(BackupAtHand backup, RollbackWish wish) {
        return wish.backup()
                        .filter(named -> named.equals(backup.id()) || named.equals(backup.node()))
                        .isPresent()
                && wish.addon().filter(named -> !named.equals(backup.addon())).isEmpty();
    }

    private static List<TargetChangePlan> targets(
            RollbackHistory history, Map<Target, DeploymentRequest> wanted, PlatformFacts facts) {
        List<TargetChangePlan> targets = new ArrayList<>();
        wanted.forEach((target, deployment) ->
                targets.add(target(history, target, live(history, target), Optional.of(deployment), facts)));
        history.live().stream()
                .filter(live -> !wanted.containsKey(live.target()))
                .forEach(live ->
                        targets.add(target(history, live.target(), Optional.of(live), Optional.empty(), facts)));
        return targets;
    }

    private static Optional<LiveTarget> live(RollbackHistory history, Target target) {
        return history.live().stream()
                .filter(live -> live.target().equals(target))
                .findFirst();
    }

    private static TargetChangePlan target(
            RollbackHistory history,
            Target target,
            Optional<LiveTarget> known,
            Optional<DeploymentRequest> wanted,
            PlatformFacts facts) {
        Optional<Pin> willBe = wanted.map(DeploymentRequest::pin);
        Optional<LiveTarget.Deployed> live = known.filter(LiveTarget::isCertain).flatMap(LiveTarget::certain);
        Optional<Pin> livePin = live.map(LiveTarget.Deployed::pin);
        Optional<Pin> running = Optional.ofNullable(facts.running().get(target));
        TargetChangePlan.Change change;
        if (facts.missingTargets().containsKey(target)
                || willBe.filter(facts.missingPins()::containsKey).isPresent()) {
            change = TargetChangePlan.Change.GONE;
        } else if (willBe.isEmpty()) {
            change = TargetChangePlan.Change.STAYS;
        } else {
            boolean same = livePin.filter(pin -> isSame(pin, willBe.get())).isPresent()
                    && running.filter(pin -> !isSame(pin, willBe.get())).isEmpty()
                    && hasCommandOf(wanted.get(), live.get(), history);
            change = same ? TargetChangePlan.Change.UNCHANGED : TargetChangePlan.Change.CHANGED;
        }
        return new TargetChangePlan(
                target,
                livePin,
                live.map(LiveTarget.Deployed::at),
                live.flatMap(LiveTarget.Deployed::release),
                running,
                willBe.or(() -> livePin),
                change);
    }

    /** Whether what is live runs the command that is wanted; a deployment that names none leaves whatever is there. */
    private static boolean hasCommandOf(DeploymentRequest wanted, LiveTarget.Deployed live, RollbackHistory history) {
        return wanted.override().equals(CommandOverride.UNCHANGED)
                || Stream.concat(Stream.of(history.to()), history.since().stream())
                        .filter(release ->
                                live.release().filter(release.id()::equals).isPresent())
                        .map(release -> deployments(release).get(wanted.target()))
                        .anyMatch(there -> there != null && there.override().equals(wanted.override()));
    }

    /** Whether two pins mean the same build; the platform may tell less of one than the record. */
    static boolean isSame(Pin one, Pin other) {
        return PlanDigest.identity(one).equals(PlanDigest.identity(other));
    }

    private static List<BackupAtHand> backups(RollbackHistory history, Instant now) {
        List<BackupAtHand> backups = new ArrayList<>();
        Stream.concat(Stream.of(history.to()), history.since().stream()).forEach(release -> release.nodeList().stream()
                .filter(node -> node.state() == NodeState.COMPLETED)
                .forEach(node -> backup(history, release, node, now).ifPresent(backups::add)));
        backups.sort(Comparator.comparing(BackupAtHand::endedAt).reversed());
        return backups;
    }

    private static Optional<BackupAtHand> backup(RollbackHistory history, Release release, Node node, Instant now) {
        return node.request()
                .filter(BackupRequest.class::isInstance)
                .map(BackupRequest.class::cast)
                .flatMap(request -> node.reference().map(made -> {
                    Instant ended = node.endedAt().orElse(now);
                    Instant began = node.runningAt().orElse(ended);
                    boolean ofTarget = release.id().equals(history.to().id());
                    boolean fits = ofTarget
                            ? new SchemaWalk(List.of(), history)
                                    .through(release, Instant.MAX).added().stream()
                                            .noneMatch(
                                                    migration -> migration.at().isAfter(began)
                                                            && migration.mayBeOf(request.addon())
                                                            && migration.verdict() != MigrationVerdict.NONE)
                            : walk(history, began).isAsAtTheStart(request.addon());
                    return new BackupAtHand(
                            release.id(),
                            node.id(),
                            request.addon(),
                            made.id(),
                            request.type(),
                            Optional.ofNullable(node.facts().get("size"))
                                    .filter(size -> size.matches("[0-9]{1,18}"))
                                    .map(Long::valueOf),
                            ended,
                            fits,
                            Duration.between(began, now),
                            "");
                }));
    }
}
