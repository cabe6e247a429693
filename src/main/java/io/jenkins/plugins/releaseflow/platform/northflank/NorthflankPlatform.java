package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.ListedBuild;
import io.jenkins.plugins.releaseflow.platform.ListedResource;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformContents;
import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import io.jenkins.plugins.releaseflow.platform.SharedBudget;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildRequest;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A project on Northflank. */
public final class NorthflankPlatform implements Platform {
    /** What one look can cover. A job and a service may have the same id. */
    private record Resource(OperationKind kind, String id, Optional<Target> target) {
        static Resource of(OperationReference reference) {
            return new Resource(
                    reference.kind(),
                    reference.resource(),
                    reference.kind() == OperationKind.DEPLOYMENT
                            ? Optional.of(DeploymentReference.target(reference))
                            : Optional.empty());
        }
    }

    private final NorthflankConnectionSettings settings;
    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final NorthflankBuilds builds;
    private final NorthflankInventory inventory;
    private final NorthflankLog logs;
    private final BackupOperations backups;
    private final JobRunOperations jobRuns;
    private final DeploymentOperations deployments;
    private final BuildOperations buildOperations;
    private final RestoreOperations restores;
    private final CommandOperations commands;

    private NorthflankPlatform(NorthflankConnectionSettings settings, NorthflankTransport transport) {
        this.settings = settings;
        this.transport = transport;
        this.paths = new NorthflankPaths(settings);
        this.lists = new NorthflankLists(transport);
        this.buildOperations = new BuildOperations(transport, paths, lists);
        this.builds = new NorthflankBuilds(paths, lists, buildOperations);
        this.inventory = new NorthflankInventory(transport, paths, lists, buildOperations);
        this.logs = new NorthflankLog(transport, paths);
        this.backups = new BackupOperations(transport, paths, lists, settings.project());
        this.jobRuns = new JobRunOperations(transport, paths, lists);
        this.restores = new RestoreOperations(transport, paths, lists);
        this.commands = new CommandOperations(
                transport, paths, lists, () -> UUID.randomUUID().toString());
        this.deployments = new DeploymentOperations(transport, paths, lists);
    }

    /**
     * Connects; sends nothing yet.
     *
     * @param token gives the API token, asked for with every request
     * @param client sends the requests; should speak HTTP/1.1 and go through the host's proxy
     * @param budget the requests of the token, shared by all connections that use it
     */
    public static NorthflankPlatform connect(
            NorthflankConnectionSettings settings,
            Supplier<String> token,
            HttpClient client,
            Clock clock,
            SharedBudget budget) {
        return connect(settings, token, client, clock, NorthflankTransport.TIMEOUT, budget);
    }

    /** Connects as the only user of a token. */
    public static NorthflankPlatform connect(
            NorthflankConnectionSettings settings, Supplier<String> token, HttpClient client, Clock clock) {
        return connect(settings, token, client, clock, new SharedBudget());
    }

    /** Connects with another time limit than usual. */
    static NorthflankPlatform connect(
            NorthflankConnectionSettings settings,
            Supplier<String> token,
            HttpClient client,
            Clock clock,
            Duration timeout) {
        return connect(settings, token, client, clock, timeout, new SharedBudget());
    }

    private static NorthflankPlatform connect(
            NorthflankConnectionSettings settings,
            Supplier<String> token,
            HttpClient client,
            Clock clock,
            Duration timeout,
            SharedBudget budget) {
        return new NorthflankPlatform(
                settings, new NorthflankTransport(settings.url(), token, client, clock, timeout, budget));
    }

    /** Whether it is a connection to the same project, with whatever token. */
    public boolean isFor(NorthflankConnectionSettings other) {
        return settings.equals(other);
    }

    @Override
    public String description() {
        return "Northflank project " + settings.project() + " at " + settings.url();
    }

    @Override
    public boolean isLocal() {
        String host = String.valueOf(settings.url().getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    @Override
    public CompletionStage<FoundBuild> resolve(BuildSelector selector) {
        return builds.resolve(selector);
    }

    @Override
    public CompletionStage<List<SucceededBuild>> succeededBuilds(String buildService) {
        return builds.succeeded(buildService);
    }

    @Override
    public CompletionStage<Baseline> baseline(OperationRequest request) {
        if (request instanceof BackupRequest backup) {
            return backups.baseline(backup);
        } else if (request instanceof JobRunRequest run) {
            return jobRuns.baseline(run);
        } else if (request instanceof BuildRequest build) {
            return buildOperations.baseline(build);
        } else if (request instanceof RestoreRequest restore) {
            return restores.baseline(restore);
        } else if (request instanceof CommandRequest command) {
            return commands.baseline(command);
        }
        return deployments.baseline((DeploymentRequest) request);
    }

    @Override
    public CompletionStage<OperationReference> start(OperationRequest request, Baseline baseline) {
        if (request instanceof BackupRequest backup) {
            return backups.start(backup, baseline);
        } else if (request instanceof JobRunRequest run) {
            return jobRuns.start(run, baseline);
        } else if (request instanceof BuildRequest build) {
            return buildOperations.start(build, baseline);
        } else if (request instanceof RestoreRequest restore) {
            return restores.start(restore, baseline);
        } else if (request instanceof CommandRequest command) {
            return commands.start(command, baseline);
        }
        return deployments.start((DeploymentRequest) request, baseline);
    }

    @Override
    public OperationReference reference(OperationRequest request, Baseline baseline, String operation) {
        if (request instanceof BackupRequest backup) {
            return BackupOperations.reference(backup, operation);
        } else if (request instanceof JobRunRequest run) {
            return JobRunOperations.reference(run, operation);
        } else if (request instanceof BuildRequest build) {
            return BuildOperations.reference(build.buildService(), operation);
        } else if (request instanceof RestoreRequest restore) {
            return RestoreOperations.reference(restore, operation);
        } else if (request instanceof CommandRequest command) {
            return CommandOperations.reference(command, operation);
        }
        return DeploymentReference.of((DeploymentRequest) request, baseline);
    }

    @Override
    public CompletionStage<FoundOperation> find(OperationRequest request, Baseline baseline) {
        if (request instanceof BackupRequest backup) {
            return backups.find(backup, baseline);
        } else if (request instanceof JobRunRequest run) {
            return jobRuns.find(run, baseline);
        } else if (request instanceof BuildRequest build) {
            return buildOperations.find(build, baseline);
        } else if (request instanceof RestoreRequest restore) {
            return restores.find(restore, baseline);
        } else if (request instanceof CommandRequest command) {
            return commands.find(command, baseline);
        }
        return deployments.find((DeploymentRequest) request, baseline);
    }

    @Override
    public CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        Map<Resource, Set<OperationReference>> byResource = new HashMap<>();
        for (OperationReference reference : references) {
            byResource
                    .computeIfAbsent(Resource.of(reference), key -> new HashSet<>())
                    .add(reference);
        }
        List<CompletableFuture<Map<OperationReference, OperationStatus>>> looks = byResource.values().stream()
                .map(group -> operations(group.iterator().next().kind())
                        .observe(group)
                        .toCompletableFuture())
                .toList();
        return PartialLooks.join(references, looks);
    }

    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        return operations(reference.kind()).stop(reference);
    }

    private NorthflankOperations<?> operations(OperationKind kind) {
        return switch (kind) {
            case BACKUP -> backups;
            case BUILD -> buildOperations;
            case COMMAND -> commands;
            case JOB_RUN -> jobRuns;
            case DEPLOYMENT -> deployments;
            case RESTORE -> restores;
        };
    }

    @Override
    public CompletionStage<OperationReference> restoreInto(RestoreRequest restore, String source) {
        return restores.startFrom(restore, settings.project(), source);
    }

    @Override
    public CompletionStage<Void> pause(Target service) {
        return deployments.pause(service);
    }

    @Override
    public CompletionStage<Void> resume(Target service) {
        return deployments.resume(service);
    }

    @Override
    public CompletionStage<Set<String>> completedBackups(String addon) {
        return backups.completed(addon);
    }

    @Override
    public CompletionStage<Void> retainBackup(String addon, String backup) {
        return backups.retain(addon, backup);
    }

    @Override
    public CompletionStage<LogChunk> log(OperationReference reference, LogPosition from) {
        return reference.kind() == OperationKind.COMMAND
                ? CompletableFuture.completedFuture(commands.log(reference, from))
                : logs.read(reference, from);
    }

    @Override
    public boolean hasLog(OperationReference reference) {
        return reference.kind() == OperationKind.COMMAND || logs.has(reference);
    }

    @Override
    public CompletionStage<LogChunk> lastLines(OperationReference reference, LogPosition from, int most) {
        return reference.kind() == OperationKind.COMMAND
                ? CompletableFuture.completedFuture(commands.logEnd(reference, from, most))
                : logs.readEnd(reference, from, most);
    }

    @Override
    public CompletionStage<List<String>> lastWords(OperationReference reference, int most) {
        return logs.lastWords(reference, most);
    }

    @Override
    public String withoutSecrets(String text) {
        return transport.withoutToken(text);
    }

    @Override
    public CompletionStage<Optional<Pin>> deployed(Target target) {
        return deployments.deployed(target);
    }

    @Override
    public CompletionStage<Void> check() {
        return contents().thenAccept(contents -> {});
    }

    @Override
    public CompletionStage<PlatformContents> contents() {
        return inventory.contents(settings.project());
    }

    @Override
    public CompletionStage<List<ListedBuild>> builds(String buildService) {
        return inventory.builds(buildService);
    }

    @Override
    public CompletionStage<List<String>> branches(String buildService) {
        return inventory.branches(buildService);
    }

    /** The projects that the token may see, whatever project this is a connection to. */
    public CompletionStage<List<ListedResource>> projects() {
        return inventory.projects();
    }

    @Override
    public Optional<RequestBudget> budget() {
        return transport.budget();
    }

    @Override
    public Object budgetOwner() {
        return transport.sharedBudget();
    }

    @Override
    public Optional<String> link(OperationReference reference) {
        return Optional.of(new NorthflankLinks(settings).of(reference));
    }
}
