package io.jenkins.plugins.releaseflow.bench;

import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseEventJson;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes a ledger as years of a busy environment leave it: the usual four nodes a release, one in twelve failed, one in thirty a rollback. */
final class BigLedger {
    private static final NodeTerms TERMS = NodeTerms.of(Duration.ofMinutes(15), OnAbort.DETACH);
    private static final Instant START = Instant.parse("2023-11-23T08:00:00Z");
    private static final List<String> PEOPLE = List.of("ann", "bob", "carla", "dmitri", "eun-ji", "timer");

    private final Random random = new Random(1);
    private final Path releases;

    BigLedger(Path home, String environment) {
        this.releases = home.resolve("environments").resolve(environment).resolve("releases");
    }

    void write(String environment, int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            Path directory = Files.createDirectories(releases.resolve(Integer.toString(number)));
            String lines = events(new ReleaseId(environment, number)).stream()
                    .map(ReleaseEventJson::write)
                    .collect(Collectors.joining("\n", "", "\n"));
            Files.writeString(directory.resolve("events.jsonl"), lines);
        }
    }

    private List<ReleaseEvent> events(ReleaseId id) {
        Instant at = START.plus(Duration.ofMinutes(15L * id.number()));
        boolean fails = random.nextInt(12) == 0;
        boolean rollback = random.nextInt(30) == 0;
        String branch = random.nextInt(4) == 0 ? "feature/invoice-" + random.nextInt(2000) : "main";
        String project = "teams/team-" + random.nextInt(40) + "/shop";
        BuildPin pin = new BuildPin(
                "shop-build",
                "modest-moon-" + id.number(),
                String.format("%016x%016x%08x", random.nextLong(), random.nextLong(), random.nextInt()),
                branch,
                Optional.of(at.minusSeconds(600)));
        List<ReleaseEvent> events = new ArrayList<>();
        events.add(new ReleaseEvent.Opened(
                at,
                id,
                rollback ? ReleaseKind.ROLLBACK : ReleaseKind.RELEASE,
                "v" + id.number() / 100 + "." + id.number() % 100,
                "Adds page " + random.nextInt(5000) + " to the invoices, and mends what customer " + random.nextInt(900)
                        + " reported",
                new Origin(
                        PEOPLE.get(random.nextInt(PEOPLE.size())),
                        "Started by a push to " + branch,
                        project + "/" + branch.replace("/", "%2F"),
                        project + "/" + branch.replace("/", "%2F") + "#" + id.number(),
                        branch)));
        events.add(new ReleaseEvent.LockTaken(at.plusSeconds(1)));
        node(
                events,
                at.plusSeconds(2),
                "n1",
                NodeKind.BACKUP,
                new BackupRequest("orders", BackupType.DUMP, Compression.GZ, "rf-production-" + id.number() + "-n1"),
                false);
        node(
                events,
                at.plusSeconds(60),
                "n2",
                NodeKind.DEPLOY_BUILD,
                new DeploymentRequest(Target.job("migrate"), pin, Optional.empty()),
                false);
        node(
                events,
                at.plusSeconds(90),
                "n3",
                NodeKind.RUN_JOB,
                new JobRunRequest("migrate", Optional.of("python manage.py migrate"), Map.of("LOG_LEVEL", "")),
                fails);
        if (!fails) {
            node(
                    events,
                    at.plusSeconds(240),
                    "n4",
                    NodeKind.DEPLOY_SERVICE,
                    new DeploymentRequest(Target.service("api"), pin, Optional.empty()),
                    false);
        }
        events.add(new ReleaseEvent.Ended(
                at.plusSeconds(300),
                fails ? ReleaseState.FAILED : ReleaseState.RELEASED,
                fails ? "Run job migrate failed" : ""));
        return events;
    }

    private static void node(
            List<ReleaseEvent> events,
            Instant at,
            String node,
            NodeKind kind,
            OperationRequest request,
            boolean fails) {
        events.add(new ReleaseEvent.NodePlanned(at, node, kind, "Node " + node, TERMS));
        events.add(new ReleaseEvent.NodeIntended(at, node, 1, request, Baseline.empty()));
        events.add(new ReleaseEvent.OperationStarted(
                at.plusSeconds(1),
                node,
                new OperationReference(
                        request.kind(), request.resource(), node + "-" + at.getEpochSecond(), Map.of())));
        events.add(new ReleaseEvent.NodeEnded(
                at.plusSeconds(20),
                node,
                fails ? NodeState.FAILED : NodeState.COMPLETED,
                Map.of("startedAt", at.toString()),
                fails ? Optional.of(Failure.of("the job ended with 1")) : Optional.empty()));
    }
}
