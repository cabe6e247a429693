package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Pin;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a step gives to the script: plain maps and texts, which a sandboxed script may read and a build may be resumed with. */
final class NodeResult {
    /** What a command printed stays text, also where it looks like a number. */
    private static final String OUTPUT = "output";

    private NodeResult() {}

    static LinkedHashMap<String, Object> of(Node node) {
        LinkedHashMap<String, Object> result = new LinkedHashMap<>();
        result.put("node", node.id());
        result.put("state", node.state().name().toLowerCase(Locale.ROOT));
        result.put("id", node.reference().map(OperationReference::id).orElse(""));
        node.request()
                .filter(DeploymentRequest.class::isInstance)
                .map(DeploymentRequest.class::cast)
                .ifPresent(deployment -> {
                    result.put("target", deployment.target().toString());
                    result.put("pin", of(deployment.pin()));
                    result.put(
                            "before",
                            node.baseline()
                                    .flatMap(known -> known.deployed())
                                    .map(NodeResult::of)
                                    .orElse(null));
                });
        new TreeMap<>(node.facts())
                .forEach((name, value) -> result.put(name, name.equals(OUTPUT) ? value : number(value)));
        return result;
    }

    private static Map<String, Object> of(Pin pin) {
        LinkedHashMap<String, Object> values = new LinkedHashMap<>();
        if (pin instanceof BuildPin build) {
            values.put("build", build.buildService());
            values.put("buildId", build.buildId());
            values.put("commit", build.commit());
            values.put("branch", build.branch());
        } else {
            values.put("image", ((ImagePin) pin).image());
        }
        return values;
    }

    private static Object number(String value) {
        return value.matches("[0-9]{1,18}") ? (Object) Long.valueOf(value) : value;
    }

    /** Why the step failed: the cause first, then the last lines of the log. */
    static String failure(Node node) {
        Failure failure = node.failure().orElse(Failure.of(""));
        String end = node.state() == NodeState.IN_DOUBT
                ? " is in doubt: "
                : " did not complete ("
                        + node.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "): ";
        StringBuilder text = new StringBuilder(node.label() + end + failure.message());
        if (!failure.logTail().isEmpty()) {
            text.append("\nLast lines of its log:");
            failure.logTail().forEach(line -> text.append("\n  | ").append(line));
        }
        return text.toString();
    }
}
