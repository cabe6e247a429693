package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RunImage;
import io.jenkins.plugins.releaseflow.release.Target;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Goes through what releases did to the database, oldest first: what was added to what one release left, and what of that was taken away. Whatever may have
 * happened counts as having happened. Used by one thread.
 */
final class SchemaWalk {
    private final BiFunction<Release, Node, List<String>> logs;
    private final Set<String> databases;
    private final Map<String, Instant> backups;
    private final Map<Target, Pin> deployed = new HashMap<>();
    private final List<MigrationSince> had;
    private final List<MigrationSince> added = new ArrayList<>();
    private final List<MigrationSince> undone = new ArrayList<>();

    /**
     * @param had the migrations that are in the database at the start, as far as they matter
     * @param history tells the logs of nodes, and what databases there are
     */
    SchemaWalk(List<MigrationSince> had, RollbackHistory history) {
        this.had = new ArrayList<>(had);
        this.logs = history.logs();
        this.databases = history.databases();
        this.backups = history.backups();
    }

    /** Knows the deployments that another walk came by. */
    void knowing(SchemaWalk other) {
        deployed.putAll(other.deployed);
    }

    /** Goes through a release, up to a time. */
    SchemaWalk through(Release release, Instant until) {
        release.nodeList().stream()
                .filter(node -> node.runningAt().filter(until::isAfter).isPresent())
                .sorted(Comparator.comparing(node -> node.runningAt().orElseThrow()))
                .forEach(node -> node.request().ifPresent(request -> see(release, node, request)));
        return this;
    }

    /** What is in the database and was not at the start, oldest first. */
    List<MigrationSince> added() {
        return List.copyOf(added);
    }

    /** What was in the database at the start and is not any more, oldest first. */
    List<MigrationSince> undone() {
        return List.copyOf(undone);
    }

    /** Whether the schema of a database is certainly that of the start: nothing was added but what changes no schema, and nothing was taken away. */
    boolean isAsAtTheStart(String database) {
        return undone.stream().noneMatch(one -> one.mayBeOf(database))
                && added.stream()
                        .filter(one -> one.mayBeOf(database))
                        .allMatch(one -> one.verdict() == MigrationVerdict.NONE);
    }

    private void see(Release release, Node node, OperationRequest request) {
        if (request instanceof DeploymentRequest deployment && node.state() == NodeState.COMPLETED) {
            deployed.put(deployment.target(), deployment.pin());
        } else if (request instanceof RestoreRequest restore && hasBegun(node)) {
            restored(release, node, restore);
        } else if (request instanceof JobRunRequest run && hasBegun(node)) {
            ran(release, node, run);
        }
    }

    /** A run that the platform refused did nothing. One that a person marked as failed may have gone half its way, and so may an attempt before one that was refused. */
    private static boolean hasBegun(Node node) {
        return node.state() != NodeState.SKIPPED
                && !(node.state() == NodeState.FAILED
                        && node.reference().isEmpty()
                        && node.failedAttempts().isEmpty()
                        && wasRefused(node));
    }

    private static boolean wasRefused(Node node) {
        return node.failure()
                .flatMap(Failure::answer)
                .filter(answer -> answer.status() >= HttpURLConnection.HTTP_BAD_REQUEST
                        && answer.status() < HttpURLConnection.HTTP_INTERNAL_ERROR)
                .isPresent();
    }

    private void restored(Release release, Node node, RestoreRequest restore) {
        Instant then = backups.get(restore.backup());
        if (node.state() != NodeState.COMPLETED || then == null) {
            added.add(new MigrationSince(
                    release.id(),
                    node.id(),
                    restore.addon(),
                    Optional.of("restore " + restore.backup()),
                    Optional.empty(),
                    MigrationVerdict.UNKNOWN,
                    MigrationSince.Evidence.NONE,
                    node.state(),
                    node.runningAt().orElseThrow(),
                    List.of(),
                    Optional.of(restore.addon()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
            return;
        }
        String why =
                "the restore of " + restore.addon() + " in #" + release.id().number();
        for (MigrationSince migration : List.copyOf(added)) {
            Optional<Boolean> taken = takenBack(migration, restore.addon(), then);
            if (taken.isEmpty()) {
                added.set(added.indexOf(migration), migration.unsure(why));
            } else if (taken.get()) {
                added.remove(migration);
            }
        }
        for (MigrationSince migration : List.copyOf(had)) {
            Optional<Boolean> taken = takenBack(migration, restore.addon(), then);
            if (taken.isEmpty()) {
                had.remove(migration);
                undone.add(migration.unsure(why));
            } else if (taken.get()) {
                had.remove(migration);
                undone.add(migration);
            }
        }
    }

    /** Whether a restore of what a database was at a time took a migration back; empty where nobody can tell. */
    private Optional<Boolean> takenBack(MigrationSince migration, String database, Instant then) {
        return migration.at().isBefore(then)
                ? Optional.of(false)
                : RollbackHistory.isOf(migration, database, databases);
    }

    private void ran(Release release, Node node, JobRunRequest run) {
        boolean takesBack = release.rollback()
                .filter(order -> order.way() == DatabaseWay.DOWN_MIGRATION)
                .isPresent();
        boolean certain = node.state() == NodeState.COMPLETED;
        if (takesBack && run.command().isPresent()) {
            Predicate<MigrationSince> isUndone =
                    one -> one.job().equals(run.job()) && one.undo().equals(run.command());
            if (last(added, isUndone).isPresent()) {
                if (certain) {
                    added.remove(last(added, isUndone).orElseThrow());
                }
                return;
            }
            Optional<MigrationSince> earlier = last(had, isUndone);
            if (earlier.isPresent()) {
                undone.add(earlier.get());
                had.remove(earlier.get());
                return;
            }
        }
        Optional<MigrationSince> again =
                last(undone, one -> one.job().equals(run.job()) && one.command().equals(run.command()));
        if (release.rollback().isPresent() && again.isPresent()) {
            if (certain) {
                undone.remove(again.get());
                had.add(again.get());
            }
            return;
        }
        if (run.migration().verdict() != MigrationVerdict.NONE) {
            added.add(migration(release, node, run));
        }
    }

    private static Optional<MigrationSince> last(List<MigrationSince> all, Predicate<MigrationSince> which) {
        return all.stream().filter(which).reduce((first, second) -> second);
    }

    private MigrationSince migration(Release release, Node node, JobRunRequest run) {
        MigrationVerdict verdict = run.migration().verdict();
        MigrationSince.Evidence evidence = MigrationSince.Evidence.DECLARED;
        if (verdict == MigrationVerdict.UNKNOWN) {
            evidence = MigrationSince.Evidence.NONE;
            if (node.state() == NodeState.COMPLETED
                    && node.failedAttempts().isEmpty()
                    && MigrationOutput.saysNothingToDo(logs.apply(release, node))) {
                verdict = MigrationVerdict.NONE;
                evidence = MigrationSince.Evidence.LOG;
            } else if (run.migration().undo().isPresent()) {
                verdict = MigrationVerdict.REVERSIBLE;
                evidence = MigrationSince.Evidence.DECLARED;
            }
        }
        return new MigrationSince(
                release.id(),
                node.id(),
                run.job(),
                run.command(),
                run.migration().undo(),
                verdict,
                evidence,
                node.state(),
                node.runningAt().orElseThrow(),
                run.environment().keySet().stream().sorted().toList(),
                run.migration().addon(),
                Optional.empty(),
                run.image(),
                run.image().map(RunImage::pin).or(() -> Optional.ofNullable(deployed.get(Target.job(run.job())))));
    }
}
