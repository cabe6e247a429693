package io.jenkins.plugins.releaseflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.ApiClient;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the record of a rollback says, held against what the platform shows, which is asked without the client under test. */
final class RollbackTruth {
    private final Scene scene;
    private final ApiClient api;
    private final Release release;

    /**
     * @param api the platform's
     * @param number of the rollback
     */
    RollbackTruth(Scene scene, ApiClient api, int number) {
        this.scene = scene;
        this.api = api;
        this.release = scene.ledger().read(number).orElseThrow();
        Truth.isWhole(scene.ledger().events(number), release);
    }

    Release release() {
        return release;
    }

    /** What holds however it went. */
    void holds() throws IOException {
        assertThat(restores()).as("restores").hasSizeLessThanOrEqualTo(1);
        assertThat(scene.starts())
                .as("starts of what takes the migration back")
                .isEqualTo(Collections.nCopies(Math.min(1, scene.starts().size()), Scripts.UNDONE));
        for (Node node : release.nodeList()) {
            if (node.state() == NodeState.COMPLETED) {
                isDone(node);
            } else {
                assertThat(node.failure()).as("why %s", node).isPresent();
            }
            if (node.reference().isEmpty()) {
                isNowhere(node);
            }
        }
        if (release.state() == ReleaseState.RELEASED) {
            wentBack();
        }
    }

    private void isDone(Node node) throws IOException {
        String operation = node.reference().orElseThrow().id();
        switch (Truth.role(node)) {
            case "backup" ->
                assertThat(list("/addons/orders/backups", "backups"))
                        .anyMatch(backup -> isOf(backup, operation, "completed"));
            case "restore" -> assertThat(restores()).anyMatch(restore -> isOf(restore, operation, "completed"));
            case "migrate" -> {
                assertThat(list(Scene.RUNS, "runs")).anyMatch(run -> isOf(run, operation, "SUCCESS"));
                assertThat(scene.starts()).containsExactly(Scripts.UNDONE);
            }
            case "prepare" -> assertThat(deployed("/jobs/migrate/deployment")).isEqualTo(operation);
            default -> assertThat(deployed("/services/web/deployment")).isEqualTo(operation);
        }
    }

    /** A restore or a run of which the record knows nothing may not be there. */
    private void isNowhere(Node node) throws IOException {
        switch (Truth.role(node)) {
            case "restore" -> assertThat(restores()).as("for %s", node).isEmpty();
            case "migrate" -> assertThat(scene.starts()).as("for %s", node).isEmpty();
            default -> {
                // Asking for the others again does no harm.
            }
        }
    }

    private static boolean isOf(JsonNode shown, String id, String status) {
        return shown.path("id").asText().equals(id)
                && shown.path("status").asText().equals(status);
    }

    /** Version one is on the job and on the service, as release 1 left them. */
    void wentBack() {
        Release wanted = scene.ledger().read(1).orElseThrow();
        for (Node node : wanted.nodeList()) {
            node.deployment().ifPresent(deployment -> assertThat(deployed("/"
                            + (Truth.role(node).equals("prepare") ? "jobs/migrate" : "services/web") + "/deployment"))
                    .as("%s", deployment.target())
                    .isEqualTo(node.reference().orElseThrow().id()));
        }
    }

    List<JsonNode> restores() {
        return list("/addons/orders/restores", "restores");
    }

    private String deployed(String path) {
        return api.get(path).at("/internal/buildId").asText();
    }

    private List<JsonNode> list(String path, String field) {
        return StreamSupport.stream(api.get(path).path(field).spliterator(), false)
                .toList();
    }
}
