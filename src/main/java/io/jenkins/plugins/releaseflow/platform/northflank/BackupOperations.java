package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Backups of addons. Their names are unique on an addon, so a backup whose answer was lost is found again by its name. */
final class BackupOperations implements NorthflankOperations<BackupRequest> {
    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final MissingResources missing;

    BackupOperations(NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists) {
        this.transport = transport;
        this.paths = paths;
        this.lists = lists;
        this.missing = new MissingResources(lists);
    }

    @Override
    public CompletionStage<Baseline> baseline(BackupRequest request) {
        CompletionStage<Listing> backups = transport
                .get(paths.project("addons", request.addon()))
                .thenCompose(addon -> lists.all(backups(request.addon()), "backups"));
        return missing.explain(backups, Wanted.of("addon", request.addon(), paths.project("addons"), "addons"))
                .thenApply(all -> Baseline.ofOperations(all.ids()));
    }

    @Override
    public CompletionStage<OperationReference> start(BackupRequest request, Baseline baseline) {
        ObjectNode body = NorthflankTransport.object();
        body.put("name", request.name());
        body.put("backupType", request.type().name().toLowerCase(Locale.ROOT));
        if (request.type() == BackupType.DUMP) {
            body.put("compressionType", request.compression().name().toLowerCase(Locale.ROOT));
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
        return ListedOperations.observe(lists, this::backups, "backups", references, NorthflankStatuses::backup);
    }

    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        return transport
                .post(paths.project("addons", reference.resource(), "backups", reference.id(), "abort"))
                .thenAccept(answer -> {});
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
        return new OperationReference(
                OperationKind.BACKUP,
                request.addon(),
                id,
                Map.of("type", request.type().name().toLowerCase(Locale.ROOT)));
    }
}
