package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Addon;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Addons;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Backup;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.BackupRequest;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Destinations;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Restore;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.CommandPlace;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints of addons, backups and restores. */
final class AddonRoutes {
    private static final String ADDON = "/addons/{addonId}";
    private static final String BACKUP = ADDON + "/backups/{backupId}";

    private final EmulatedProject project;
    private final Downloads downloads;

    AddonRoutes(EmulatedProject project, Downloads downloads) {
        this.project = project;
        this.downloads = downloads;
    }

    void register(Routes routes) {
        routes.get(
                "/addons",
                call -> Answer.page(
                        call, "addons", List.copyOf(project.addons().all().values()), this::brief));
        routes.post("/addons", this::make);
        routes.delete(ADDON, call -> {
            project.addons().delete(call.path("addonId"));
            return Answer.empty();
        });
        routes.exec(ADDON, call -> CommandPlace.ofPrograms(project.addon(call).programs()));
        routes.get(ADDON, call -> Answer.of(full(project.addon(call))));
        routes.get(ADDON + "/credentials", call -> Answer.of(credentials(project.addon(call))));
        routes.post(ADDON + "/pause", call -> {
            project.addon(call).pause();
            return Answer.empty();
        });
        routes.post(ADDON + "/resume", call -> {
            project.addon(call).resume();
            return Answer.empty();
        });
        routes.post(ADDON + "/restart", call -> {
            project.addon(call).restart();
            return Answer.empty();
        });
        routes.post(ADDON + "/version", call -> {
            project.addon(call).upgrade(call.body().text("version").orElse(""));
            return Answer.empty();
        });
        registerBackups(routes);
        registerRestores(routes);
    }

    private void registerBackups(Routes routes) {
        routes.post(ADDON + "/backups", this::backUp);
        routes.get(
                ADDON + "/backups",
                call -> Answer.page(
                        call, "backups", project.addon(call).backups(), backup -> view(call, backup, true)));
        routes.get(BACKUP, call -> Answer.of(view(call, project.addon(call).backup(call.path("backupId")), false)));
        routes.delete(BACKUP, call -> {
            project.addon(call).deleteBackup(call.path("backupId"));
            return Answer.empty();
        });
        routes.post(BACKUP + "/abort", call -> {
            project.addon(call).abortBackup(call.path("backupId"));
            return Answer.empty();
        });
        routes.post(BACKUP + "/retain", call -> {
            project.addon(call).retain(call.path("backupId"));
            return Answer.empty();
        });
        routes.get(BACKUP + "/download-link", call -> {
            String path = downloads.offer(project.addon(call).dumpFile(call.path("backupId")));
            return Answer.of(Fields.with("downloadLink", call.base() + path));
        });
        routes.logs(BACKUP + "/logs", call -> project.addon(call).backupLog(call.path("backupId")));
    }

    private void registerRestores(Routes routes) {
        routes.post(BACKUP + "/restore", call -> {
            Restore restore = project.addon(call).restore(origin(call), call.path("backupId"));
            return Answer.of(Fields.with("restoreId", restore.id()));
        });
        routes.post(BACKUP + "/abort-restore", call -> {
            String restoreId = call.body().text("restoreId").orElse("");
            project.addon(call).abortRestore(call.path("backupId"), restoreId);
            return Answer.empty();
        });
        routes.get(BACKUP + "/restores", call -> {
            String backupId = project.addon(call).backup(call.path("backupId")).id();
            List<Restore> restores = project.addon(call).restores().stream()
                    .filter(restore -> restore.backupId().equals(backupId))
                    .toList();
            return Answer.page(call, "restores", restores, AddonRoutes::view);
        });
        routes.get(
                ADDON + "/restores",
                call -> Answer.page(call, "restores", project.addon(call).restores(), restore -> view(restore)
                        .and("backupId", restore.backupId())));
        routes.logs(BACKUP + "/restores/{restoreId}/logs", call -> project.addon(call)
                .restoreLog(call.path("backupId"), call.path("restoreId")));
    }

    /** Whose backup it is: of the addon itself, where no other is named. */
    private Addon origin(Call call) {
        call.query("sourceProjectId").filter(id -> !id.equals(project.id())).ifPresent(other -> {
            throw Refusal.invalid("the emulator restores from backups of its own project only");
        });
        return call.query("sourceAddonId").map(project::addon).orElseGet(() -> project.addon(call));
    }

    private Answer make(Call call) {
        Body body = call.body();
        Optional<Addons.Source> source = body.object("source")
                .map(from -> new Addons.Source(
                        from.text("addonId").orElse(""), from.text("backupId").orElse("")));
        Addon made = project.addons()
                .make(
                        body.text("name").orElse(""),
                        body.text("type").orElse(""),
                        body.text("version").orElse("latest"),
                        body.text("description").orElse(""),
                        source);
        return Answer.of(made(made, body));
    }

    /** Northflank answers with what was asked for, and with what it made of it. */
    private Fields made(Addon addon, Body asked) {
        Optional<Body> billing = asked.object("billing");
        Fields plan = Fields.with(
                        "deploymentPlan",
                        billing.flatMap(found -> found.text("deploymentPlan")).orElse("local"))
                .and(
                        "storage",
                        billing.flatMap(found -> found.number("storage")).orElse(1024))
                .and(
                        "replicas",
                        billing.flatMap(found -> found.number("replicas")).orElse(1));
        return Fields.with("id", addon.id())
                .and("appId", project.appId(addon.id()))
                .and("name", addon.id())
                .and("description", addon.description())
                .and("tags", List.of())
                .and("type", addon.type())
                .and("version", addon.version())
                .and("billing", plan)
                .and("status", addon.status())
                .and("cluster", Map.of("id", "local", "name", "local"))
                .and("createdAt", addon.createdAt());
    }

    private Answer backUp(Call call) {
        Body body = call.body();
        BackupRequest request = new BackupRequest(
                body.text("name"),
                body.text("backupType").orElse("snapshot"),
                body.text("compressionType").orElse("gz"),
                destinations(body));
        return Answer.of(view(call, project.addon(call).backUp(request), false));
    }

    private Fields view(Call call, Backup backup, boolean inList) {
        Fields config = Fields.with(
                        "source", Map.of("type", backup.type().equals("dump") ? "liveInstance" : "snapshot"))
                .and("size", Long.toString(backup.size()))
                .and("addonVersion", backup.addonVersion().orElseGet(() -> project.addon(call)
                        .version()));
        if (inList) {
            config.and("compressionType", backup.compression())
                    .and(
                            "additionalDestinations",
                            backup.destinations().additional().stream()
                                    .map(AddonRoutes::view)
                                    .toList())
                    .and("customDestinationId", backup.destinations().custom());
        }
        Fields fields = Fields.with("id", backup.id())
                .and("name", backup.name())
                .and("uid", backup.uid())
                .and("status", backup.status().apiName())
                .and("createdAt", backup.createdAt())
                .and("completedAt", backup.completedAt())
                .and("config", config);
        project.addon(call).restores().stream()
                .filter(restore -> restore.backupId().equals(backup.id()))
                .findFirst()
                .ifPresent(last -> fields.and(
                        "lastRestore",
                        Fields.with("restoreTimestamp", last.startedAt())
                                .and("status", last.status().apiName())
                                .and("completedAt", last.completedAt())));
        return fields;
    }

    private static Destinations destinations(Body body) {
        return new Destinations(
                body.text("customDestinationId"),
                body.objects("additionalDestinations").stream()
                        .map(copy -> new Destinations.Additional(
                                copy.text("destinationId").orElse(""),
                                copy.number("retentionTime"),
                                copy.text("type").orElse("")))
                        .toList());
    }

    private static Map<String, Object> view(Destinations.Additional copy) {
        return Fields.with("destinationId", copy.destinationId())
                .and("retentionTime", copy.retentionTime())
                .and("type", copy.type())
                .toMap();
    }

    private static Fields view(Restore restore) {
        return Fields.with("id", restore.id())
                .and("status", restore.status().apiName())
                .and("restoreTimestamp", restore.startedAt())
                .and("completedAt", restore.completedAt());
    }

    private Fields brief(Addon addon) {
        return Fields.with("id", addon.id())
                .and("name", addon.id())
                .and("appId", project.appId(addon.id()))
                .and("tags", List.of())
                .and("description", addon.description())
                .and("spec", Map.of("type", addon.type()))
                .and("status", addon.status());
    }

    private Fields full(Addon addon) {
        Fields deployment = Fields.with("replicas", 1)
                .and("storageClass", "local")
                .and("storageSize", 1024)
                .and("planId", "local")
                .and("region", "local");
        Fields networking = Fields.with("tlsEnabled", false)
                .and("externalAccessEnabled", false)
                .and("ipPolicies", List.of());
        Fields config = Fields.with("versionTag", addon.version())
                .and("lifecycleStatus", "active")
                .and("deployment", deployment)
                .and("networking", networking);
        return brief(addon)
                .and("createdAt", addon.createdAt())
                .and(
                        "spec",
                        Fields.with("type", addon.type()).and("config", config).and("pendingActions", List.of()))
                .and("cluster", Map.of("id", "local", "name", "local"));
    }

    private static Fields credentials(Addon addon) {
        return Fields.with("secrets", addon.secrets()).and("envs", Map.of());
    }
}
