package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is live in an environment by its ledger: of each target, what was deployed last. */
final class LiveTargets {
    /** How far back the ledger is read. */
    private static final int RELEASES_READ = 50;

    private LiveTargets() {}

    /** By target, sorted. Reads the disk. */
    static ArrayNode of(EnvironmentLedger ledger) {
        Map<String, ObjectNode> live = new TreeMap<>();
        ledger.list().stream()
                .limit(RELEASES_READ)
                .flatMap(summary -> ledger.read(summary.id().number()).stream())
                .forEach(release ->
                        deployments(release).forEach(node -> live.putIfAbsent(targetOf(node), of(release, node))));
        ArrayNode list = ReleaseJson.object().putArray("live");
        live.values().forEach(list::add);
        return list;
    }

    private static List<Node> deployments(Release release) {
        return release.nodeList().stream()
                .filter(node -> node.deployment().isPresent())
                .sorted(Comparator.comparing(LiveTargets::since).reversed())
                .toList();
    }

    private static Instant since(Node node) {
        return node.endedAt().orElse(node.plannedAt());
    }

    private static String targetOf(Node node) {
        return node.deployment().map(DeploymentRequest::target).orElseThrow().toString();
    }

    private static ObjectNode of(Release release, Node node) {
        DeploymentRequest deployment = node.deployment().orElseThrow();
        ObjectNode json = ReleaseJson.object();
        json.put("target", deployment.target().toString());
        json.set("pin", ReleaseJson.of(deployment.pin()));
        json.put("since", since(node).toString());
        json.put("number", release.id().number());
        json.put("name", release.name());
        json.put("kind", ReleaseJson.word(release.kind()));
        json.put("who", release.origin().who());
        return json;
    }
}
