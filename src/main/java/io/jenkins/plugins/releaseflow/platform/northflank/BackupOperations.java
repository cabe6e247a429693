package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Backups of addons. Their names are unique on an addon, so a backup whose answer was lost is found again by its name. */
final class BackupOperations implements NorthflankOperations<BackupRequest> {
    /** States of an addon in which a backup's turn comes; nothing where the state is not known. */
    private static final Set<String> BEGINS_BY_ITSELF = Set.of("", "running", "backup", "restore");

    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final MissingResources missing;
    private final BackupTrials trials;

    BackupOperations(NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists, String project) {
        this.transport = transport;
        this.paths = paths;
        this.lists = lists;
        this.missing = new MissingResources(lists);
        this.trials = new BackupTrials(transport, paths, lists, project);
    }

    @Override
    public CompletionStage<Baseline> baseline(BackupRequest request) {
        CompletionStage<Listing> backups = transport
                .get(paths.project("addons", request.addon()))
                .thenCompose(addon -> {
                    refuseTrial(
                            request,
                            addon.path("data").path("spec").path("type").asText());
                    return lists.all(backups(request.addon()), "backups");
                });
        return missing.explain(backups, Wanted.of("addon", request.addon(), paths.project("addons"), "addons"))
                .thenApply(all -> Baseline.ofOperations(all.ids()));
    }

    /** What can't be tried is told before anything begins. */
    private static void refuseTrial(BackupRequest request, String type) {
        if (request.check().isPresent() && !type.equals(BackupTrials.TYPE)) {
            throw new PlatformException(
                    PlatformException.Kind.REJECTED,
                    "verify: addon '" + request.addon() + "' is of the type " + type
                            + ", and only backups of PostgreSQL can be tried; leave verify out");
        }
    }

    @Override
    public CompletionStage<OperationReference> start(BackupRequest request, Baseline baseline) {
        ObjectNode body = NorthflankTransport.object();
        body.put("name", request.name());
        body.put("backupType", request.type().name().toLowerCase(Locale.ROOT));
        if (request.type() == BackupType.DUMP) {
            body.put("compressionType", request.compression().name().toLowerCase(Locale.ROOT));
        }
        request.destinations().custom().ifPresent(id -> body.put("customDestinationId", id));
        if (!request.destinations().additional().isEmpty()) {
            ArrayNode copies = body.putArray("additionalDestinations");
            request.destinations().additional().forEach(copy -> {
                ObjectNode place = copies.addObject().put("destinationId", copy.id());
                copy.days().ifPresent(days -> place.put("retentionTime", days));
                place.put("type", "custom");
            });
        }
        return transport.create(backups(request.addon()), body, Set.of()).thenApply(id -> reference(request, id));
    }

    @Override
    public CompletionStage<FoundOperation> find(BackupRequest request, Baseline baseline) {
        return lists.all(backups(request.addon()), "backups").thenApply(all -> {
            List<OperationReference> named = all.entries().stream()
                    .filter(backup -> backup.path("name").asText().equals(request.name()))
                    .map(backup -> backup.path("id").asText())
                    .filter(id -> !baseline.operationIds().contains(id))
                    .map(id -> reference(request, id))
                    .toList();
            if (named.size() == 1) {
                return new FoundOperation.One(named.get(0));
            } else if (named.isEmpty() && all.complete()) {
                return new FoundOperation.None();
            }
            return new FoundOperation.Unclear(
                    named.isEmpty()
                            ? "addon " + request.addon() + " has more backups than can be listed"
                            : named.size() + " backups are named " + request.name(),
                    named);
        });
    }

    @Override
    public CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        return ListedOperations.observe(lists, this::backups, "backups", references, NorthflankStatuses::backup)
                .thenCompose(this::withTrials);
    }

    /** A backup that is to be tried has not succeeded before that has. */
    private CompletionStage<Map<OperationReference, OperationStatus>> withTrials(
            Map<OperationReference, OperationStatus> statuses) {
        CompletionStage<Map<OperationReference, OperationStatus>> all =
                CompletableFuture.completedFuture(new HashMap<>(statuses));
        for (Map.Entry<OperationReference, OperationStatus> entry : statuses.entrySet()) {
            OperationPhase phase = entry.getValue().phase();
            if (phase == OperationPhase.PENDING) {
                all = with(all, entry.getKey(), reasoned(entry.getKey(), entry.getValue()));
            } else if (phase == OperationPhase.SUCCEEDED && isTried(entry.getKey())) {
                all = with(all, entry.getKey(), trials.look(entry.getKey(), entry.getValue()));
            }
        }
        return all;
    }

    private static CompletionStage<Map<OperationReference, OperationStatus>> with(
            CompletionStage<Map<OperationReference, OperationStatus>> all,
            OperationReference reference,
            CompletionStage<OperationStatus> better) {
        return all.thenCombine(better, (found, status) -> {
            found.put(reference, status);
            return found;
        });
    }

    /** A backup of an addon that does not run waits without end, which only a look at the addon tells from one that is about to begin. */
    private CompletionStage<OperationStatus> reasoned(OperationReference reference, OperationStatus waiting) {
        return transport
                .get(paths.project("addons", reference.resource()))
                .thenApply(addon -> addon.path("data").path("status").asText())
                .exceptionally(unknown -> "")
                .thenApply(state -> waiting.with(
                        BEGINS_BY_ITSELF.contains(state)
                                ? ""
                                : "waits until addon '" + reference.resource() + "' runs, which is '" + state
                                        + "'; start it, or stop this build"));
    }

    private static boolean isTried(OperationReference reference) {
        return reference.details().containsKey(BackupTrials.QUERY);
    }

    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        String path = paths.project("addons", reference.resource(), "backups", reference.id());
        if (!isTried(reference)) {
            return abort(path);
        }
        return transport
                .get(path)
                .thenCompose(
                        backup -> backup.path("data").path("status").asText().equals("completed")
                                ? trials.stop(reference)
                                : abort(path));
    }

    private CompletionStage<Void> abort(String path) {
        return transport.post(path + "/abort").thenAccept(answer -> {});
    }

    /** Ids of those that completed and are there. */
    CompletionStage<Set<String>> completed(String addon) {
        return missing.explain(
                        lists.all(backups(addon), "backups"),
                        Wanted.of("addon", addon, paths.project("addons"), "addons"))
                .thenApply(all -> {
                    if (!all.complete()) {
                        throw new PlatformException(
                                PlatformException.Kind.REJECTED,
                                "addon " + addon + " has more backups than can be listed");
                    }
                    return all.entries().stream()
                            .filter(backup -> backup.path("status").asText("").equals("completed"))
                            .map(backup -> backup.path("id").asText(""))
                            .collect(Collectors.toUnmodifiableSet());
                });
    }

    /** Keeps one for ever. Northflank has no call that takes that back, other than deleting it. */
    CompletionStage<Void> retain(String addon, String backup) {
        return transport
                .post(paths.project("addons", addon, "backups", backup, "retain"))
                .thenAccept(answer -> {});
    }

    private String backups(String addon) {
        return paths.project("addons", addon, "backups");
    }

    static OperationReference reference(BackupRequest request, String id) {
        Map<String, String> details = new HashMap<>();
        details.put("type", request.type().name().toLowerCase(Locale.ROOT));
        request.check().ifPresent(check -> details.put(BackupTrials.QUERY, check.query()));
        return new OperationReference(OperationKind.BACKUP, request.addon(), id, details);
    }
}
