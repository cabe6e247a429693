package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseFold;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the record of a release says, held against what the platform shows, which is asked without the client under test. */
final class Truth {
    /** Where each node asks for its operation. */
    private static final Map<String, String> ASKS = Map.of(
            "backup", "/addons/orders/backups",
            "prepare", "/jobs/migrate/deployment",
            "migrate", "/jobs/migrate/runs",
            "serve", "/services/web/deployment");

    private final Scene scene;
    private final List<ReleaseEvent> events;
    private final Release release;

    Truth(Scene scene) {
        this.scene = scene;
        this.events = scene.ledger().events(1);
        this.release = ReleaseFold.of(events).orElseThrow();
    }

    Release release() {
        return release;
    }

    /** What holds for every release, however it went. */
    void holds() throws IOException {
        theRecordIsWhole();
        theMigrationWasStartedAtMostOnce();
        for (Node node : release.nodeList()) {
            theNodeEndedAsThePlatformShows(node);
        }
        thePinIsThatOfThePlatform();
        theOrderWasKept();
        theOutcomeFitsTheNodes();
        theNextReleaseGotTheLock();
    }

    private void theRecordIsWhole() {
        Release before = ReleaseFold.first(events.get(0)).orElseThrow();
        for (ReleaseEvent event : events.subList(1, events.size())) {
            assertThat(before.isOpen()).as("nothing follows the end").isTrue();
            Release after = ReleaseFold.next(before, event);
            assertThat(after).as("%s makes sense where it stands", event).isNotEqualTo(before);
            before = after;
        }
        assertThat(release.isOpen()).as("open").isFalse();
    }

    private void theMigrationWasStartedAtMostOnce() throws IOException {
        int runs = scene.shop().api().get(Scene.RUNS).path("runs").size();
        assertThat(runs).as("runs on the platform").isLessThanOrEqualTo(1);
        assertThat(scene.starts()).as("starts of the migration's command").isEqualTo(runs);
        ASKS.forEach((node, path) ->
                assertThat(scene.carriedOut(path)).as("POST " + path).isLessThanOrEqualTo(1));
    }

    private void theNodeEndedAsThePlatformShows(Node node) {
        switch (node.state()) {
            case COMPLETED ->
                assertThat(isDoneOnThePlatform(node))
                        .as("%s is done on the platform", node)
                        .isTrue();
            case IN_DOUBT ->
                assertThat(node.id() + " " + scene.carriedOut(ASKS.get(node.id())))
                        .as("only a migration that never showed is in doubt")
                        .isEqualTo("migrate 0");
            case ABORTED ->
                assertThat(scene.carriedOut(ASKS.get(node.id())))
                        .as("requests for %s", node)
                        .isZero();
            default -> throw new AssertionError(node + " in a release that nothing was wrong with");
        }
        if (node.state() != NodeState.COMPLETED) {
            assertThat(node.failure()).as("why %s", node).isPresent();
        }
    }

    private boolean isDoneOnThePlatform(Node node) {
        String id = node.reference().orElseThrow().id();
        if (node.id().equals("backup")) {
            return list("/addons/orders/backups", "backups").stream()
                    .anyMatch(backup -> backup.path("id").asText().equals(id)
                            && backup.path("status").asText().equals("completed"));
        } else if (node.id().equals("migrate")) {
            JsonNode run = scene.shop().api().get(Scene.RUNS + "/" + id);
            return run.path("concluded").asBoolean()
                    && run.path("status").asText().equals("SUCCESS");
        }
        DeploymentRequest deployment = node.deployment().orElseThrow();
        String pinned = ((BuildPin) deployment.pin()).buildId();
        return pinned.equals(id)
                && deployed(ASKS.get(node.id())).equals(pinned)
                && (node.id().equals("prepare") || serves("two"));
    }

    private String deployed(String path) {
        return scene.shop().api().get(path).at("/internal/buildId").asText();
    }

    private boolean serves(String version) {
        try {
            return scene.shop()
                            .api()
                            .get("/services/web")
                            .at("/status/deployment/status")
                            .asText()
                            .equals("COMPLETED")
                    && scene.shop().ask("/").equals(version);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void thePinIsThatOfThePlatform() {
        List<JsonNode> builds = list("/services/shop-build/build", "builds");
        release.pins().values().forEach(pin -> assertThat(builds)
                .as("builds, for %s", pin)
                .anyMatch(build -> build.path("id").asText().equals(pin.buildId())
                        && build.path("sha").asText().equals(pin.commit())
                        && build.path("branch").asText().equals("feature/two")));
    }

    private List<JsonNode> list(String path, String field) {
        List<JsonNode> entries = new ArrayList<>();
        scene.shop().api().get(path).path(field).forEach(entries::add);
        return entries;
    }

    /** No step was taken before the one that it must wait for had ended on the platform. */
    private void theOrderWasKept() {
        List<Node> nodes = release.nodeList();
        for (int next = 1; next < nodes.size(); next++) {
            assertThat(nodes.get(next - 1).state())
                    .as("what %s follows", nodes.get(next))
                    .isEqualTo(NodeState.COMPLETED);
        }
    }

    private void theOutcomeFitsTheNodes() {
        boolean doubtful = release.nodeList().stream().anyMatch(node -> node.state() == NodeState.IN_DOUBT);
        boolean complete = release.nodes().size() == ASKS.size()
                && release.nodeList().stream().allMatch(node -> node.state() == NodeState.COMPLETED);
        assertThat(release.state() == ReleaseState.IN_DOUBT)
                .as("in doubt: %s", release)
                .isEqualTo(doubtful);
        if (release.state() == ReleaseState.RELEASED) {
            assertThat(complete).as("complete: %s", release).isTrue();
        }
    }

    private void theNextReleaseGotTheLock() {
        Release next = scene.ledger().read(2).orElseThrow();
        assertThat(next.lockedAt()).isPresent();
        assertThat(next.state()).isEqualTo(ReleaseState.RELEASED);
    }
}
