package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.ApiClient;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseFold;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the record of a release says, held against what the platform shows, which is asked without the client under test. */
final class Truth {
    private static final int NODES = 4;
    private static final String BRANCH = "feature/two";

    private final Scene scene;
    private final ApiClient api;
    private final URI service;
    private final List<ReleaseEvent> events;
    private final Release release;

    /**
     * @param api the platform's
     * @param service where the service is reached
     */
    Truth(Scene scene, ApiClient api, URI service) {
        this.scene = scene;
        this.api = api;
        this.service = service;
        this.events = scene.ledger().events(1);
        this.release = scene.ledger().read(1).orElseThrow();
    }

    Release release() {
        return release;
    }

    /** Whether it was uncertain at some time what became of a request. */
    boolean wasInDoubt() {
        return !doubts().isEmpty();
    }

    private List<ReleaseEvent.NodeEnded> doubts() {
        return events.stream()
                .filter(ReleaseEvent.NodeEnded.class::isInstance)
                .map(ReleaseEvent.NodeEnded.class::cast)
                .filter(end -> end.state() == NodeState.IN_DOUBT)
                .toList();
    }

    /** What holds for every release, however it went. */
    void holds() throws IOException {
        theRecordIsWhole();
        theMigrationWasStartedAtMostOnce();
        for (Node node : release.nodeList()) {
            theNodeEndedAsThePlatformShows(node);
        }
        everyDoubtSaysWhereToLook();
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
        int runs = list(Scene.RUNS, "runs").size();
        assertThat(runs).as("runs on the platform").isLessThanOrEqualTo(1);
        assertThat(scene.starts()).as("starts of the migration's command").isEqualTo(Collections.nCopies(runs, "two"));
        assertThat(backups()).as("backups").hasSizeLessThanOrEqualTo(1);
    }

    private void theNodeEndedAsThePlatformShows(Node node) {
        String onThePlatform = onThePlatform(node.id());
        switch (node.state()) {
            case COMPLETED -> {
                assertThat(onThePlatform).as("%s", node).isEqualTo("completed");
                assertThat(node.reference().orElseThrow().id()).isEqualTo(idOnThePlatform(node.id()));
            }
            case FAILED -> assertThat(onThePlatform).as("%s", node).isEqualTo(isMarked(node) ? "none" : "failed");
            case ABORTED -> assertThat(onThePlatform).as("%s", node).isEqualTo("none");
            case IN_DOUBT ->
                assertThat(node.id() + " " + onThePlatform)
                        .as("only a migration that never showed is in doubt")
                        .isEqualTo("migrate none");
            default -> throw new AssertionError("no end of a node: " + node);
        }
        if (node.state() != NodeState.COMPLETED) {
            assertThat(node.failure()).as("why %s", node).isPresent();
        }
    }

    /** Whether somebody said so, and not the platform. */
    private static boolean isMarked(Node node) {
        return node.failure().orElseThrow().message().startsWith("Marked as failed by ann");
    }

    /** What became of a node's operation: none, or completed, or failed, or what else the platform says. */
    private String onThePlatform(String node) {
        return switch (node) {
            case "backup" ->
                backups().stream()
                        .map(backup -> backup.path("status").asText())
                        .findFirst()
                        .orElse("none");
            case "prepare" -> isNew(deployed("/jobs/migrate/deployment")) ? "completed" : "none";
            case "migrate" ->
                list(Scene.RUNS, "runs").stream()
                        .map(run -> run.path("status").asText().equals("SUCCESS") ? "completed" : run.toString())
                        .findFirst()
                        .orElse("none");
            default -> isNew(deployed("/services/web/deployment")) ? serves("two") : "none";
        };
    }

    private String idOnThePlatform(String node) {
        return switch (node) {
            case "backup" -> backups().get(0).path("id").asText();
            case "prepare" -> deployed("/jobs/migrate/deployment");
            case "migrate" -> list(Scene.RUNS, "runs").get(0).path("id").asText();
            default -> deployed("/services/web/deployment");
        };
    }

    private List<JsonNode> backups() {
        return list("/addons/orders/backups", "backups");
    }

    private String deployed(String path) {
        return api.get(path).at("/internal/buildId").asText();
    }

    private boolean isNew(String build) {
        return builds().stream()
                .anyMatch(known -> known.path("id").asText().equals(build)
                        && known.path("branch").asText().equals(BRANCH));
    }

    private String serves(String version) {
        String status = api.get("/services/web").at("/status/deployment/status").asText();
        try {
            String answer = Shop.ask(service);
            return status.equals("COMPLETED") && answer.equals(version) ? "completed" : status + ", says " + answer;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void everyDoubtSaysWhereToLook() {
        for (ReleaseEvent.NodeEnded doubt : doubts()) {
            assertThat(doubt.node()).isEqualTo("migrate");
            assertThat(doubt.failure().orElseThrow().message()).contains("Look at the runs of job 'migrate' on ");
        }
    }

    private void thePinIsThatOfThePlatform() {
        List<JsonNode> builds = builds();
        release.pins().values().forEach(pin -> assertThat(builds)
                .as("builds, for %s", pin)
                .anyMatch(build -> build.path("id").asText().equals(pin.buildId())
                        && build.path("sha").asText().equals(pin.commit())
                        && build.path("branch").asText().equals(BRANCH)));
    }

    private List<JsonNode> builds() {
        return list("/services/shop-build/build", "builds");
    }

    private List<JsonNode> list(String path, String field) {
        List<JsonNode> entries = new ArrayList<>();
        api.get(path).path(field).forEach(entries::add);
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
        boolean complete = release.nodes().size() == NODES
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
