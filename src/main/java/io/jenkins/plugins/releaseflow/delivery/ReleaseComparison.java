package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Two releases of an environment side by side.
 *
 * @param from the one that is compared with
 * @param to the other one
 * @param targets what they put on targets, of which the platform said that it is done
 * @param migrations what was done to the database by all releases after the older one, up to the newer one, oldest first
 * @param nodes how long nodes of the same label took, and what they were asked for
 */
public record ReleaseComparison(
        Release from,
        Release to,
        List<TargetDifference> targets,
        List<RanMigration> migrations,
        List<NodeDifference> nodes) {
    public ReleaseComparison {
        targets = List.copyOf(targets);
        migrations = List.copyOf(migrations);
        nodes = List.copyOf(nodes);
    }

    /**
     * Compares as far as the ledger tells.
     *
     * @param since all releases after the older one of the two, up to the newer one, oldest first
     */
    static ReleaseComparison of(Release from, Release to, List<Release> since) {
        return new ReleaseComparison(
                from,
                to,
                targets(deployed(from), deployed(to)),
                since.stream()
                        .flatMap(release -> Migrations.of(release).stream())
                        .toList(),
                nodes(from, to));
    }

    /** Whether the second one is older: then it went back, or would. */
    public boolean isBackwards() {
        return to.id().number() < from.id().number();
    }

    ReleaseComparison with(UnaryOperator<TargetDifference> change) {
        return new ReleaseComparison(from, to, targets.stream().map(change).toList(), migrations, nodes);
    }

    private static Map<Target, Pin> deployed(Release release) {
        Map<Target, Pin> deployed = new LinkedHashMap<>();
        for (Node node : release.nodeList()) {
            node.deployment().ifPresent(deployment -> put(deployed, deployment));
        }
        return deployed;
    }

    private static void put(Map<Target, Pin> deployed, DeploymentRequest deployment) {
        deployed.put(deployment.target(), deployment.pin());
    }

    private static List<TargetDifference> targets(Map<Target, Pin> from, Map<Target, Pin> to) {
        Set<Target> targets = new LinkedHashSet<>(from.keySet());
        targets.addAll(to.keySet());
        return targets.stream()
                .map(target -> new TargetDifference(
                        target,
                        Optional.ofNullable(from.get(target)),
                        Optional.ofNullable(to.get(target)),
                        Optional.empty()))
                .toList();
    }

    private static List<NodeDifference> nodes(Release from, Release to) {
        Set<String> labels = new LinkedHashSet<>();
        from.nodeList().forEach(node -> labels.add(node.label()));
        to.nodeList().forEach(node -> labels.add(node.label()));
        return labels.stream()
                .map(label -> {
                    Optional<Node> first = last(from, label);
                    Optional<Node> second = last(to, label);
                    return new NodeDifference(
                            label,
                            first.flatMap(ReleaseComparison::duration),
                            second.flatMap(ReleaseComparison::duration),
                            NodeParameters.differences(first, second));
                })
                .toList();
    }

    private static Optional<Node> last(Release release, String label) {
        return release.nodeList().stream()
                .filter(node -> node.label().equals(label))
                .reduce((earlier, later) -> later);
    }

    private static Optional<Duration> duration(Node node) {
        return node.endedAt().map(at -> Duration.between(node.plannedAt(), at));
    }
}
