package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Restores of addons. They carry no key, so a restore whose answer was lost is found as the only one of its backup that is new. */
final class RestoreOperations implements NorthflankOperations<RestoreRequest> {
    private static final String BACKUP = "backup";
    private static final String RESTORES = "restores";

    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final MissingResources missing;

    RestoreOperations(NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists) {
        this.transport = transport;
        this.paths = paths;
        this.lists = lists;
        this.missing = new MissingResources(lists);
    }

    /** Refuses a backup that is not of this addon, did not complete, or comes from another version of the database. */
    @Override
    public CompletionStage<Baseline> baseline(RestoreRequest request) {
        return missing.explain(
                        transport.get(paths.project("addons", request.addon())),
                        Wanted.of("addon", request.addon(), paths.project("addons"), "addons"))
                .thenCompose(addon -> missing.explain(
                                transport.get(backup(request.addon(), request.backup())),
                                new Wanted(
                                        BACKUP,
                                        BACKUP,
                                        request.backup(),
                                        paths.project("addons", request.addon(), "backups"),
                                        "backups",
                                        entry -> entry.path("status").asText().equals("completed")))
                        .thenAccept(backup -> check(request, addon.path("data"), backup.path("data"))))
                .thenCompose(fits -> lists.all(restores(request.addon()), RESTORES))
                .thenApply(all -> Baseline.ofOperations(all.ids()));
    }

    private static void check(RestoreRequest request, JsonNode addon, JsonNode backup) {
        String status = backup.path("status").asText("");
        if (!status.equals("completed")) {
            throw refused("backup: '" + request.backup() + "' is " + status
                    + ", and only a backup that completed can be restored; name another");
        }
        String now = addon.path("spec").path("config").path("versionTag").asText("");
        String then = backup.path("config").path("addonVersion").asText("");
        if (!now.isEmpty() && !then.isEmpty() && !now.equals(then)) {
            throw refused("backup: '" + request.backup() + "' is of version " + then + " of the database, and addon "
                    + request.addon() + " has version " + now + "; name a backup of the same version");
        }
    }

    private static PlatformException refused(String message) {
        return new PlatformException(PlatformException.Kind.REJECTED, message);
    }

    @Override
    public CompletionStage<OperationReference> start(RestoreRequest request, Baseline baseline) {
        return transport
                .create(backup(request.addon(), request.backup()) + "/restore", "restoreId")
                .thenApply(id -> reference(request, id));
    }

    /** Northflank calls a backup of another addon a global one: it is named by where it comes from. */
    CompletionStage<OperationReference> startFrom(RestoreRequest request, String project, String source) {
        return transport
                .create(
                        backup(request.addon(), request.backup()) + "/restore?sourceProjectId="
                                + NorthflankPaths.segment(project) + "&sourceAddonId="
                                + NorthflankPaths.segment(source),
                        "restoreId")
                .thenApply(id -> reference(request, id));
    }

    @Override
    public CompletionStage<FoundOperation> find(RestoreRequest request, Baseline baseline) {
        return lists.all(restores(request.addon()), RESTORES).thenApply(all -> {
            List<OperationReference> fresh = all.entries().stream()
                    .filter(restore -> restore.path("backupId").asText("").equals(request.backup()))
                    .map(restore -> restore.path("id").asText(""))
                    .filter(id -> !baseline.operationIds().contains(id))
                    .map(id -> reference(request, id))
                    .toList();
            if (!all.complete()) {
                return new FoundOperation.Unclear(
                        "addon " + request.addon() + " has more restores than can be listed", fresh);
            }
            return switch (fresh.size()) {
                case 0 -> new FoundOperation.None();
                case 1 -> new FoundOperation.One(fresh.get(0));
                default ->
                    new FoundOperation.Unclear(
                            fresh.size() + " restores of addon " + request.addon() + " are new", fresh);
            };
        });
    }

    /** Northflank has no address for one restore: it is looked for page by page in the list of its addon. */
    @Override
    public CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        Set<String> wanted =
                references.stream().map(OperationReference::id).collect(Collectors.toCollection(HashSet::new));
        String path = restores(references.iterator().next().resource());
        return lists.until(path, RESTORES, page -> {
                    page.forEach(restore -> wanted.remove(restore.path("id").asText()));
                    return wanted.isEmpty();
                })
                .thenApply(listing -> statuses(references, listing))
                .exceptionallyCompose(failure ->
                        NorthflankLists.unlessMissing(failure, statuses(references, new Listing(List.of(), true))));
    }

    /** One that is not in a list that is too long to be read is not known to be gone. */
    private static Map<OperationReference, OperationStatus> statuses(
            Set<OperationReference> references, Listing listing) {
        Map<String, OperationStatus> byId = new HashMap<>();
        listing.entries()
                .forEach(restore -> byId.put(restore.path("id").asText(), NorthflankStatuses.restore(restore)));
        OperationStatus otherwise = listing.complete()
                ? NorthflankStatuses.vanished()
                : OperationStatus.of(OperationPhase.UNKNOWN, "not among the restores that can be listed");
        return references.stream()
                .collect(Collectors.toMap(
                        Function.identity(), reference -> byId.getOrDefault(reference.id(), otherwise)));
    }

    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        ObjectNode body = NorthflankTransport.object().put("restoreId", reference.id());
        return transport
                .post(backup(reference.resource(), backup(reference)) + "/abort-restore", body)
                .thenAccept(answer -> {});
    }

    private String restores(String addon) {
        return paths.project("addons", addon, RESTORES);
    }

    private String backup(String addon, String backup) {
        return paths.project("addons", addon, "backups", backup);
    }

    /** Id of the backup that it restores. */
    static String backup(OperationReference reference) {
        return Optional.ofNullable(reference.details().get(BACKUP)).orElse("");
    }

    static OperationReference reference(RestoreRequest request, String id) {
        return new OperationReference(OperationKind.RESTORE, request.addon(), id, Map.of(BACKUP, request.backup()));
    }
}
