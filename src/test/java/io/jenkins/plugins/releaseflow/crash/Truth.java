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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the record of a release says, held against what the platform shows, which is asked without the client under test. */
final class Truth {
    private static final int NODES = 4;
    private static final String BRANCH = "feature/two";
    /** What must have completed before. Those that build the same run at once in some scripts, and one after the other in others. */
    private static final Map<String, Set<String>> AFTER =
            Map.of("migrate", Set.of("backup", "prepare"), "serve", Set.of("backup", "prepare", "migrate"));

    private final Scene scene;
    private final ApiClient api;
    private final URI service;
    private final List<ReleaseEvent> events;
    private final Release release;

    /**
     * @param api the platform's
     * @param service where the service is reached
     * @param number of the release
     */
    Truth(Scene scene, ApiClient api, URI service, int number) {
        this.scene = scene;
        this.api = api;
        this.service = service;
        this.events = scene.ledger().events(number);
        this.release = scene.ledger().read(number).orElseThrow();
        isWhole(events, release);
    }

    /** What a node does in the scripts of these tests. */
    static String role(Node node) {
        return switch (node.kind()) {
            case BACKUP -> "backup";
            case DEPLOY_BUILD -> "prepare";
            case RUN_JOB -> "migrate";
            case DEPLOY_SERVICE -> "serve";
            case RESTORE -> "restore";
            case RUN_COMMAND -> "command";
            case UNKNOWN -> throw new AssertionError("unknown: " + node);
        };
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
        theMigrationWasStartedAtMostOnce();
        for (Node node : release.nodeList()) {
            theNodeEndedAsThePlatformShows(node);
        }
        everyDoubtSaysWhereToLook();
        thePinIsThatOfThePlatform();
        theOrderWasKept();
        theOutcomeFitsTheNodes();
        noLogTellsTheVariable();
        theNextReleaseGotTheLock();
    }

    /** Every event makes sense where it stands, and the last one is the end. */
    static void isWhole(List<ReleaseEvent> events, Release release) {
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
        String onThePlatform = onThePlatform(role(node));
        switch (node.state()) {
            case COMPLETED -> {
                assertThat(onThePlatform).as("%s", node).isEqualTo("completed");
                assertThat(node.reference().orElseThrow().id()).isEqualTo(idOnThePlatform(role(node)));
            }
            case FAILED -> assertThat(onThePlatform).as("%s", node).isEqualTo(isMarked(node) ? "none" : "failed");
            case ABORTED -> assertThat(onThePlatform).as("%s", node).isEqualTo("none");
            case IN_DOUBT ->
                assertThat(role(node) + " " + onThePlatform)
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
    private String onThePlatform(String role) {
        return switch (role) {
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

    private String idOnThePlatform(String role) {
        return switch (role) {
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
            assertThat(role(release.nodes().get(doubt.node()))).isEqualTo("migrate");
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
        Set<String> completed = release.nodeList().stream()
                .filter(node -> node.state() == NodeState.COMPLETED)
                .map(Truth::role)
                .collect(Collectors.toSet());
        for (Node node : release.nodeList()) {
            assertThat(completed).as("what %s follows", node).containsAll(AFTER.getOrDefault(role(node), Set.of()));
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

    private void noLogTellsTheVariable() throws IOException {
        try (Stream<Path> files = Files.walk(scene.home())) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContain(Scripts.SECRET);
            }
        }
        Path console = scene.jenkins().resolve("jobs/shop/builds/1/log");
        assertThat(Files.exists(console) ? Files.readString(console) : "").doesNotContain(Scripts.SECRET);
    }

    private void theNextReleaseGotTheLock() {
        Release next = scene.ledger().read(release.id().number() + 1).orElseThrow();
        assertThat(next.lockedAt()).isPresent();
        assertThat(next.state()).isEqualTo(ReleaseState.RELEASED);
    }
}
