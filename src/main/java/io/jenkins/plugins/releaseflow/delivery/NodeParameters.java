package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a node was asked to do, by the names of the steps' parameters. What is deployed is compared by target instead. Pure functions. */
final class NodeParameters {
    private NodeParameters() {}

    static List<ParameterDifference> differences(Optional<Node> from, Optional<Node> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return List.of();
        }
        Map<String, String> first = of(from.get());
        Map<String, String> second = of(to.get());
        TreeSet<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        List<ParameterDifference> differences = new ArrayList<>();
        for (String name : names) {
            if (!Optional.ofNullable(first.get(name)).equals(Optional.ofNullable(second.get(name)))) {
                differences.add(new ParameterDifference(
                        name, Optional.ofNullable(first.get(name)), Optional.ofNullable(second.get(name))));
            }
        }
        return differences;
    }

    private static Map<String, String> of(Node node) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("timeout", node.terms().timeout().toMinutes() + " min");
        parameters.put("onAbort", word(node.terms().onAbort()));
        parameters.put("onInDoubt", word(node.terms().onInDoubt()));
        parameters.put("retry", Integer.toString(node.terms().retries()));
        node.request().ifPresent(request -> put(parameters, request));
        return parameters;
    }

    private static void put(Map<String, String> parameters, OperationRequest request) {
        if (request instanceof BackupRequest backup) {
            parameters.put("addon", backup.addon());
            parameters.put("type", word(backup.type()));
            parameters.put("compression", word(backup.compression()));
        } else if (request instanceof DeploymentRequest deployment) {
            put(parameters, deployment.override());
            deployment.credentials().ifPresent(id -> parameters.put("imageCredentials", id));
            deployment.promotedFrom().ifPresent(source -> parameters.put("promoted from", source));
        } else if (request instanceof JobRunRequest run) {
            parameters.put("job", run.job());
            put(parameters, run.override());
            run.image().ifPresent(image -> parameters.put("image", image.pin().summary()));
            run.plan().ifPresent(plan -> parameters.put("plan", plan));
            if (!run.environment().isEmpty()) {
                // Values are never recorded.
                parameters.put(
                        "environment",
                        String.join(", ", new TreeSet<>(run.environment().keySet())));
            }
            if (run.migration().verdict() != MigrationVerdict.UNKNOWN) {
                parameters.put("migration", word(run.migration().verdict()));
            }
            run.migration().undo().ifPresent(undo -> parameters.put("undo", undo));
        }
    }

    private static void put(Map<String, String> parameters, CommandOverride override) {
        override.entrypoint().ifPresent(entrypoint -> parameters.put("entrypoint", entrypoint));
        override.command().ifPresent(command -> parameters.put("command", command));
        override.process().ifPresent(process -> parameters.put("process", process));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
