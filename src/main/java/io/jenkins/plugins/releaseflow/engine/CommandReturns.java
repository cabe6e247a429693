package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands that a release has to put back before it ends, however it ends. Where the deployment with the command did not come to a good end, what was deployed
 * before comes back with its command: the new version alone, without what the command was to do for it, must not begin to serve. Pure functions.
 */
final class CommandReturns {
    private static final NodeTerms TERMS = NodeTerms.of(Duration.ofMinutes(30), OnAbort.DETACH);

    private CommandReturns() {}

    /**
     * What is to be done, by the node that set the command; always the same for the same record, so that it goes on after a restart. Empty where everything is in
     * its place.
     */
    static Map<String, NodeOrder> of(Release release) {
        Map<Target, List<Node>> deployments = new LinkedHashMap<>();
        release.nodeList().stream().filter(CommandReturns::wasAsked).forEach(node -> deployments
                .computeIfAbsent(request(node).target(), target -> new ArrayList<>())
                .add(node));
        Map<String, NodeOrder> orders = new LinkedHashMap<>();
        deployments.values().forEach(nodes -> putBack(nodes, orders));
        return orders;
    }

    private static boolean wasAsked(Node node) {
        return node.request().filter(DeploymentRequest.class::isInstance).isPresent()
                && (node.reference().isPresent() || node.state() == NodeState.IN_DOUBT);
    }

    private static void putBack(List<Node> nodes, Map<String, NodeOrder> orders) {
        Node last = nodes.get(nodes.size() - 1);
        DeploymentRequest request = request(last);
        // A later deployment that leaves the command alone leaves the one that is to be put back.
        Optional<Node> overriding = nodes.stream()
                .filter(node -> !request(node).override().isUnchanged())
                .reduce((first, second) -> second)
                .filter(node -> request(node).use() == CommandUse.PUT_BACK);
        if (overriding.isEmpty()) {
            return;
        }
        Node first = nodes.stream()
                .filter(node -> request(node).use() == CommandUse.PUT_BACK)
                .findFirst()
                .orElseThrow();
        CommandOverride before = first.baseline()
                .map(Baseline::command)
                .filter(command -> !command.isUnchanged())
                .orElse(CommandOverride.STANDARD);
        Optional<Pin> earlier = last.state() == NodeState.COMPLETED
                ? Optional.empty()
                : first.baseline().flatMap(Baseline::deployed);
        DeploymentRequest back = new DeploymentRequest(
                request.target(),
                earlier.orElse(request.pin()),
                before,
                earlier.isPresent() ? CommandUse.STAYS : CommandUse.COMMAND_ONLY,
                request.credentials(),
                Optional.empty());
        String node = overriding.get().id();
        orders.put(node, new NodeOrder("back-" + node, new NodeWork.PutBack(back), TERMS));
    }

    private static DeploymentRequest request(Node node) {
        return (DeploymentRequest) node.request().orElseThrow();
    }
}
