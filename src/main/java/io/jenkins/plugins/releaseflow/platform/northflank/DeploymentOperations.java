package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobActivity;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Deployments of builds and images. Northflank gives them no id: a deployment is recognised by its target and its pin, and a service's by the time of its
 * last transition too, since an old COMPLETED may still show right after a deployment.
 */
final class DeploymentOperations implements NorthflankOperations<DeploymentRequest> {
    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final MissingResources missing;

    DeploymentOperations(NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists) {
        this.transport = transport;
        this.paths = paths;
        this.missing = new MissingResources(lists);
    }

    @Override
    public CompletionStage<Baseline> baseline(DeploymentRequest request) {
        Target target = request.target();
        CompletionStage<Baseline> baseline = resource(target)
                .thenCombine(
                        deploymentIfAny(target),
                        (data, deployment) -> new Baseline(
                                Set.of(),
                                pin(deployment),
                                DeploymentStatus.marker(data),
                                !data.path("disabledCD").asBoolean(true),
                                JobActivity.UNKNOWN,
                                CommandBodies.read(deployment)));
        return missing.explain(baseline, wanted(target));
    }

    CompletionStage<Void> pause(Target service) {
        return transport
                .post(paths.project(NorthflankPaths.plural(service), service.id(), "pause"))
                .handle(DeploymentOperations::unlessAlready);
    }

    CompletionStage<Void> resume(Target service) {
        return transport
                .post(
                        paths.project(NorthflankPaths.plural(service), service.id(), "resume"),
                        NorthflankTransport.object())
                .handle(DeploymentOperations::unlessAlready);
    }

    /** Northflank answers 409 where a service is as it is asked to be. */
    private static Void unlessAlready(JsonNode answer, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null
                || (cause instanceof PlatformException known && known.kind() == PlatformException.Kind.CONFLICT)) {
            return null;
        }
        throw new CompletionException(cause);
    }

    CompletionStage<Optional<Pin>> deployed(Target target) {
        return missing.explain(resource(target).thenCombine(shownIfAny(target), (data, pin) -> pin), wanted(target));
    }

    private Wanted wanted(Target target) {
        String word = target.type().word();
        return new Wanted(
                word,
                word,
                target.id(),
                paths.project(NorthflankPaths.plural(target)),
                NorthflankPaths.plural(target),
                entry -> !entry.path("serviceType").asText().equals("build"));
    }

    private CompletionStage<JsonNode> resource(Target target) {
        return transport
                .get(paths.project(NorthflankPaths.plural(target), target.id()))
                .thenApply(answer -> answer.path("data"));
    }

    private CompletionStage<Optional<Pin>> shown(Target target) {
        return deployment(target).thenApply(DeploymentOperations::pin);
    }

    private CompletionStage<JsonNode> deployment(Target target) {
        return transport.get(paths.deployment(target)).thenApply(answer -> answer.path("data"));
    }

    /** What a target shows that may never have been deployed to; a missing target is found out by its own address. */
    private CompletionStage<Optional<Pin>> shownIfAny(Target target) {
        return deploymentIfAny(target).thenApply(DeploymentOperations::pin);
    }

    private CompletionStage<JsonNode> deploymentIfAny(Target target) {
        return deployment(target)
                .exceptionallyCompose(failure -> NorthflankLists.unlessMissing(failure, MissingNode.getInstance()));
    }

    @Override
    public CompletionStage<OperationReference> start(DeploymentRequest request, Baseline baseline) {
        ObjectNode body = NorthflankTransport.object();
        if (request.use() != CommandUse.COMMAND_ONLY) {
            putImage(body, request.pin(), request.credentials());
        }
        CommandBodies.put(body, request.override());
        return transport
                .post(paths.deployment(request.target()), body)
                .thenApply(answer -> DeploymentReference.of(request, baseline));
    }

    /** Says which build or image is meant, for a deployment and for one run of a job. */
    static void putImage(ObjectNode body, Pin pin, Optional<String> credentials) {
        if (pin instanceof BuildPin build) {
            ObjectNode internal = body.putObject("internal");
            internal.put("id", build.buildService());
            internal.put("buildId", build.buildId());
            putUnlessEmpty(internal, "branch", build.branch());
            putUnlessEmpty(internal, "buildSHA", build.commit());
            return;
        }
        ObjectNode external = body.putObject("external");
        external.put("imagePath", ((ImagePin) pin).image());
        credentials.ifPresent(id -> external.put("credentials", id));
    }

    private static void putUnlessEmpty(ObjectNode json, String field, String value) {
        if (!value.isEmpty()) {
            json.put(field, value);
        }
    }

    /** A deployment that shows was made, whoever made it; one that does not show can be asked for again without harm. */
    @Override
    public CompletionStage<FoundOperation> find(DeploymentRequest request, Baseline baseline) {
        OperationReference reference = DeploymentReference.of(request, baseline);
        boolean wasThere = baseline.deployed()
                .filter(pin -> DeploymentReference.isSame(pin, reference))
                .isPresent();
        return shownIfAny(request.target())
                .thenApply(pin -> pin.filter(now -> DeploymentReference.isSame(now, reference))
                                        .isPresent()
                                && !wasThere
                        ? new FoundOperation.One(reference)
                        : new FoundOperation.None());
    }

    @Override
    public CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        Target target = DeploymentReference.target(references.iterator().next());
        CompletionStage<JsonNode> state = target.type() == TargetType.SERVICE
                ? resource(target)
                : CompletableFuture.completedFuture(NorthflankTransport.object());
        return state.thenCombine(
                        shown(target),
                        (service, pin) -> each(references, reference -> DeploymentStatus.of(reference, service, pin)))
                .exceptionallyCompose(failure -> NorthflankLists.unlessMissing(
                        failure, each(references, reference -> NorthflankStatuses.vanished())));
    }

    private static Map<OperationReference, OperationStatus> each(
            Set<OperationReference> references, Function<OperationReference, OperationStatus> status) {
        return references.stream().collect(Collectors.toMap(Function.identity(), status));
    }

    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        return CompletableFuture.failedFuture(new PlatformException(
                PlatformException.Kind.REJECTED,
                "A deployment can't be stopped on Northflank; deploy the earlier build to go back"));
    }

    /**
     * What a deployment's description names. The commit is the one asked for where it was a commit: until a rollout has come to its end, and after a failed one,
     * the deployed commit is that of another build.
     */
    static Optional<Pin> pin(JsonNode deployment) {
        String image = deployment.path("external").path("imagePath").asText("");
        if (!image.isEmpty()) {
            return Optional.of(new ImagePin(image));
        }
        JsonNode internal = deployment.path("internal");
        String buildId = internal.path("buildId").asText("");
        if (buildId.isEmpty()) {
            return Optional.empty();
        }
        String asked = internal.path("buildSHA").asText("");
        return Optional.of(new BuildPin(
                internal.path("nfObjectId").asText(""),
                buildId,
                asked.isEmpty() || asked.equals("latest")
                        ? internal.path("deployedSHA").asText("")
                        : asked,
                internal.path("branch").asText("")));
    }
}
