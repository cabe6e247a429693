package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Deployments of builds and images. Northflank gives them no id: a deployment is recognised by its target and its pin, and a service's by the time of its
 * last transition too, since an old COMPLETED may still show right after a deployment.
 */
final class DeploymentOperations implements NorthflankOperations<DeploymentRequest> {
    private static final String TARGET_TYPE = "targetType";
    private static final String MARKER = "marker";
    private static final String SAME_PIN = "samePin";

    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;

    DeploymentOperations(NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists) {
        this.transport = transport;
        this.paths = paths;
        this.lists = lists;
    }

    @Override
    public CompletionStage<Baseline> baseline(DeploymentRequest request) {
        Target target = request.target();
        String plural = target.type() == TargetType.JOB ? "jobs" : "services";
        CompletionStage<Baseline> baseline = transport
                .get(paths.project(plural, target.id()))
                .thenCombine(deployed(target), (answer, pin) -> {
                    JsonNode data = answer.path("data");
                    return new Baseline(
                            Set.of(),
                            pin,
                            marker(data),
                            !data.path("disabledCD").asBoolean(true));
                });
        return lists.explain(
                baseline, target.type().word(), target.type().word(), target.id(), paths.project(plural), plural);
    }

    CompletionStage<Optional<Pin>> deployed(Target target) {
        return transport.get(paths.deployment(target)).thenApply(answer -> pin(answer.path("data")));
    }

    @Override
    public CompletionStage<OperationReference> start(DeploymentRequest request, Baseline baseline) {
        ObjectNode body = NorthflankTransport.object();
        if (request.pin() instanceof BuildPin build) {
            ObjectNode internal = body.putObject("internal");
            internal.put("id", build.buildService());
            internal.put("buildId", build.buildId());
            putUnlessEmpty(internal, "branch", build.branch());
            putUnlessEmpty(internal, "buildSHA", build.commit());
        } else {
            body.putObject("external").put("imagePath", ((ImagePin) request.pin()).image());
        }
        request.command().ifPresent(command -> body.putObject("docker")
                .put("configType", "customCommand")
                .put("customCommand", command));
        return transport
                .post(paths.deployment(request.target()), body)
                .thenApply(answer -> reference(request, baseline));
    }

    private static void putUnlessEmpty(ObjectNode json, String field, String value) {
        if (!value.isEmpty()) {
            json.put(field, value);
        }
    }

    /** A deployment that shows was made, whoever made it; one that does not show can be asked for again without harm. */
    @Override
    public CompletionStage<FoundOperation> find(DeploymentRequest request, Baseline baseline) {
        OperationReference reference = reference(request, baseline);
        boolean wasThere =
                baseline.deployed().filter(pin -> isSame(pin, reference.id())).isPresent();
        return deployed(request.target())
                .thenApply(pin -> pin.filter(now -> isSame(now, reference.id())).isPresent() && !wasThere
                        ? new FoundOperation.One(reference)
                        : new FoundOperation.None());
    }

    @Override
    public CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        Target target = target(references.iterator().next());
        CompletionStage<JsonNode> state = target.type() == TargetType.SERVICE
                ? transport.get(paths.project("services", target.id())).thenApply(answer -> answer.path("data"))
                : CompletableFuture.completedFuture(NorthflankTransport.object());
        return state.thenCombine(deployed(target), (service, pin) -> {
            Map<OperationReference, OperationStatus> statuses = new HashMap<>();
            references.forEach(reference -> statuses.put(reference, status(reference, service, pin)));
            return statuses;
        });
    }

    /** What a deployment came to so far, by what is deployed and what the service shows. A pure function. */
    static OperationStatus status(OperationReference reference, JsonNode service, Optional<Pin> pin) {
        if (pin.isEmpty()) {
            return OperationStatus.of(OperationPhase.PENDING, "nothing deployed yet");
        }
        if (!isSame(pin.get(), reference.id())) {
            return new OperationStatus(
                    OperationPhase.REPLACED,
                    "replaced",
                    pin.get().summary() + " is deployed now",
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }
        if (target(reference).type() == TargetType.JOB) {
            return OperationStatus.of(OperationPhase.SUCCEEDED, "deployed");
        }
        JsonNode rollout = service.path("status").path("deployment");
        String word = rollout.path("status").asText("");
        OperationPhase phase = NorthflankStatuses.rollout(word);
        boolean old = marker(service).equals(reference.details().getOrDefault(MARKER, ""));
        boolean settled = phase == OperationPhase.SUCCEEDED || phase == OperationPhase.FAILED;
        if (settled && old && !Boolean.parseBoolean(reference.details().get(SAME_PIN))) {
            return OperationStatus.of(OperationPhase.PENDING, "rollout has not begun");
        }
        return new OperationStatus(
                phase,
                word,
                phase == OperationPhase.FAILED ? "the new version did not become healthy" : "",
                Optional.empty(),
                settled ? NorthflankStatuses.time(rollout, "lastTransitionTime") : Optional.empty(),
                Map.of());
    }

    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        return CompletableFuture.failedFuture(new PlatformException(
                PlatformException.Kind.REJECTED,
                "A deployment can't be stopped on Northflank; deploy the earlier build to go back"));
    }

    private static OperationReference reference(DeploymentRequest request, Baseline baseline) {
        String id = request.pin() instanceof BuildPin build ? build.buildId() : ((ImagePin) request.pin()).image();
        return new OperationReference(
                OperationKind.DEPLOYMENT,
                request.target().id(),
                id,
                Map.of(
                        TARGET_TYPE,
                        request.target().type().word(),
                        MARKER,
                        baseline.marker(),
                        SAME_PIN,
                        Boolean.toString(baseline.deployed()
                                .filter(pin -> isSame(pin, id))
                                .isPresent())));
    }

    static Target target(OperationReference reference) {
        boolean job = TargetType.JOB.word().equals(reference.details().get(TARGET_TYPE));
        return new Target(job ? TargetType.JOB : TargetType.SERVICE, reference.resource());
    }

    private static boolean isSame(Pin pin, String id) {
        return pin instanceof BuildPin build
                ? build.buildId().equals(id)
                : ((ImagePin) pin).image().equals(id);
    }

    private static String marker(JsonNode resource) {
        return resource.path("status")
                .path("deployment")
                .path("lastTransitionTime")
                .asText("");
    }

    private static Optional<Pin> pin(JsonNode deployment) {
        JsonNode internal = deployment.path("internal");
        String image = deployment.path("external").path("imagePath").asText("");
        if (!image.isEmpty()) {
            return Optional.of(new ImagePin(image));
        }
        String buildId = internal.path("buildId").asText("");
        if (buildId.isEmpty()) {
            return Optional.empty();
        }
        String deployed = internal.path("deployedSHA").asText("");
        String asked = internal.path("buildSHA").asText("");
        String commit = !deployed.isEmpty() ? deployed : asked.equals("latest") ? "" : asked;
        return Optional.of(new BuildPin(
                internal.path("nfObjectId").asText(""),
                buildId,
                commit,
                internal.path("branch").asText("")));
    }
}
