package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Addons that exist only while a backup is tried. Each backup has one name for its scratch addon, so that it is found again after a restart. An addon of that name
 * that does not say that it is ours is never touched.
 */
final class ScratchAddons {
    private final NorthflankTransport transport;
    private final NorthflankPaths paths;

    ScratchAddons(NorthflankTransport transport, NorthflankPaths paths) {
        this.transport = transport;
        this.paths = paths;
    }

    /** Id of the scratch addon for a backup. */
    static String id(OperationReference backup) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((backup.resource() + "/" + backup.id()).getBytes(StandardCharsets.UTF_8));
            return "rf-check-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String mark(OperationReference backup) {
        return "Release Flow tries the backup " + backup.id() + " here and removes this by itself";
    }

    /** The scratch addon of a backup as the API has it; empty where there is none. Fails with REJECTED where there is another one of that name. */
    CompletionStage<Optional<JsonNode>> find(OperationReference backup) {
        return transport
                .get(paths.project("addons", id(backup)))
                .thenApply(answer -> Optional.of(ours(backup, answer.path("data"))))
                .exceptionallyCompose(
                        failure -> NorthflankLists.missing(failure).isPresent()
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : CompletableFuture.failedFuture(NorthflankLists.cause(failure)));
    }

    private static JsonNode ours(OperationReference backup, JsonNode addon) {
        if (!addon.path("description").asText().equals(mark(backup))) {
            throw new PlatformException(
                    PlatformException.Kind.REJECTED,
                    "verify: there is an addon '" + id(backup)
                            + "' that is not known to be for tries of this backup; remove it");
        }
        return addon;
    }

    /** Asks for the scratch addon: of the type, version and plan of the addon that was backed up; with its data already, where the backup is a snapshot. */
    CompletionStage<Void> create(OperationReference backup, boolean snapshot) {
        return transport.get(paths.project("addons", backup.resource())).thenCompose(answer -> {
            JsonNode spec = answer.path("data").path("spec");
            JsonNode deployment = spec.path("config").path("deployment");
            ObjectNode body = NorthflankTransport.object();
            body.put("name", id(backup));
            body.put("description", mark(backup));
            body.put("type", spec.path("type").asText());
            body.put("version", spec.path("config").path("versionTag").asText());
            ObjectNode billing = body.putObject("billing");
            billing.put("deploymentPlan", deployment.path("planId").asText());
            billing.put("storage", deployment.path("storageSize").asInt());
            billing.put("replicas", 1);
            if (snapshot) {
                body.putObject("source").put("addonId", backup.resource()).put("backupId", backup.id());
            }
            return transport.create(paths.project("addons"), body, Set.of()).thenAccept(id -> {});
        });
    }

    /** Removes the scratch addon of a backup; done also where there is none. */
    CompletionStage<Void> remove(OperationReference backup) {
        return find(backup)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : transport.delete(paths.project("addons", id(backup))).<Void>thenApply(answer -> null));
    }
}
