package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a drill does.
 *
 * @param backup the backup that is restored
 * @param restore into which database
 * @param deployment the old build, on the scratch service
 */
public record DrillPlan(BackupAtHand backup, RestoreRequest restore, DeploymentRequest deployment) {
    /** What has to be in the ids of scratch resources, so that a slip of the pen can't overwrite a database that is needed. */
    static final String MARK = "drill";

    public DrillPlan {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(restore, "restore");
        Objects.requireNonNull(deployment, "deployment");
    }

    /**
     * Plans a drill. A pure function.
     *
     * @param history of the environment
     * @param used targets that are live in any environment
     * @throws IllegalArgumentException with a message for people, where it can't be done, or could touch what is live
     */
    static DrillPlan of(RollbackHistory history, Set<Target> used, DrillWish wish, Instant now) {
        Target scratch = Target.service(requireMarked("scratchService", wish.scratchService()));
        String addon = requireMarked("scratchAddon", wish.scratchAddon());
        if (used.contains(scratch) || RollbackPlanner.deployments(history.to()).containsKey(scratch)) {
            throw new IllegalArgumentException("scratchService: releases deploy to '" + wish.scratchService()
                    + "', and a drill replaces what runs there; name a service that is there for drills only");
        }
        if (addons(history).contains(addon)) {
            throw new IllegalArgumentException("scratchAddon: releases back up or restore '" + addon
                    + "', and a drill overwrites it; name a database that is there for drills only");
        }
        DeploymentRequest old = deployment(history.to(), wish);
        BackupAtHand backup = backup(history, wish, now);
        return new DrillPlan(
                backup,
                new RestoreRequest(addon, backup.id()),
                new DeploymentRequest(scratch, old.pin(), old.command()));
    }

    private static String requireMarked(String parameter, String id) {
        if (!id.contains(MARK)) {
            throw new IllegalArgumentException(parameter + ": '" + id + "' has no '" + MARK
                    + "' in its id; a drill overwrites what is there, so name something that was made for drills, as '"
                    + id + "-" + MARK + "'");
        }
        return id;
    }

    private static Set<String> addons(RollbackHistory history) {
        return Stream.of(history.earlier(), List.of(history.to()), history.since())
                .flatMap(List::stream)
                .flatMap(release -> release.nodeList().stream())
                .flatMap(node -> node.request().stream())
                .filter(request -> request instanceof BackupRequest || request instanceof RestoreRequest)
                .map(request -> request.resource())
                .collect(Collectors.toSet());
    }

    private static DeploymentRequest deployment(Release to, DrillWish wish) {
        List<DeploymentRequest> services = RollbackPlanner.deployments(to).values().stream()
                .filter(deployment -> deployment.target().type() == TargetType.SERVICE)
                .filter(deployment -> wish.service()
                        .filter(named -> !named.equals(deployment.target().id()))
                        .isEmpty())
                .toList();
        if (services.size() == 1) {
            return services.get(0);
        }
        String names = RollbackPlanner.deployments(to).keySet().stream()
                .filter(target -> target.type() == TargetType.SERVICE)
                .map(Target::id)
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("service: release #" + to.id().number()
                + (names.isEmpty()
                        ? " deployed to no service, so there is no old build to start"
                        : " deployed to " + names + "; name the one whose build is to be started"));
    }

    private static BackupAtHand backup(RollbackHistory history, DrillWish wish, Instant now) {
        RollbackWish restore =
                new RollbackWish(wish.to(), Optional.of(DatabaseWay.RESTORE), Optional.empty(), wish.backup());
        List<BackupAtHand> all = RollbackPlanner.plan(history, restore, PlatformFacts.none(), now)
                .backups();
        return all.stream()
                .filter(backup -> wish.backup()
                        .map(named -> named.equals(backup.id()) || named.equals(backup.node()))
                        .orElse(backup.fits()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("backup: "
                        + wish.backup()
                                .map(named -> "no completed backup '" + named + "' is on record since release #"
                                        + wish.to().number())
                                .orElse("no backup was made of what release #"
                                        + wish.to().number() + " left")
                        + "; a release makes one where its flow begins with runBackup"));
    }
}
