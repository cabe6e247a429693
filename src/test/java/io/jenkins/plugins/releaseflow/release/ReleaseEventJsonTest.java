package io.jenkins.plugins.releaseflow.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseEventJsonTest {
    private static final Instant AT = Instant.parse("2026-11-23T05:00:00.123456Z");
    private static final BuildPin PIN = new BuildPin("shop-build", "joyous-view-6290", "4f2c91a0", "main");

    static Stream<ReleaseEvent> events() {
        return Stream.of(
                new ReleaseEvent.Opened(
                        AT,
                        new ReleaseId("production", 7),
                        ReleaseKind.RELEASE,
                        "v1.4.2 \"quoted\"\n<b>",
                        "Adds invoices",
                        new Origin("ann", "Started by ann", "shop/main", "shop/main#7", "main")),
                new ReleaseEvent.Opened(
                        AT,
                        new ReleaseId("production", 8),
                        ReleaseKind.ROLLBACK,
                        "",
                        "",
                        new Origin("", "", "", "", ""),
                        true),
                new ReleaseEvent.Opened(
                        AT,
                        new ReleaseId("production", 10),
                        ReleaseKind.RELEASE,
                        "",
                        "",
                        new Origin(
                                "ann",
                                "",
                                "shop",
                                "shop#10",
                                "main",
                                "a step",
                                List.of(
                                        new BuildOverride(
                                                Target.service("shop"),
                                                BuildSelector.ofId("shop-build", "joyous-view-6290"),
                                                "ann"),
                                        new BuildOverride(
                                                Target.job("migrate"),
                                                new BuildSelector(
                                                        "",
                                                        Optional.of("main"),
                                                        Optional.of(7),
                                                        "4f2c91a0",
                                                        Optional.empty()),
                                                "")))),
                new ReleaseEvent.LockTaken(AT),
                new ReleaseEvent.Described(AT, "Adds invoices\nand <b>more</b>", "ann"),
                new ReleaseEvent.LockBroken(AT, new Decision("ann", "the run is stuck")),
                new ReleaseEvent.PinResolved(
                        AT,
                        "shop-build commit latest",
                        new BuildPin("shop-build", "b", "", "", Optional.of(Instant.parse("2026-11-23T04:00:00Z")))),
                new ReleaseEvent.PinResolved(AT, "shop-build branch main commit latest", PIN),
                new ReleaseEvent.BuildIntended(
                        AT,
                        "n1",
                        "shop-build branch main commit latest",
                        new BuildRequest("shop-build", Optional.of("main"), Optional.empty(), Optional.of("4f2c91a0")),
                        new Baseline(Set.of("joyous-view-6290"), Optional.empty(), "2026-11-23T04:00:00Z", false)),
                new ReleaseEvent.BuildIntended(
                        AT,
                        "n1",
                        "shop-build pull request 7 commit latest",
                        new BuildRequest("shop-build", Optional.empty(), Optional.of(7), Optional.empty()),
                        Baseline.empty()),
                new ReleaseEvent.BuildAwaited(
                        AT,
                        "n1",
                        "shop-build branch main commit latest",
                        new OperationReference(OperationKind.BUILD, "shop-build", "joyous-view-6290", Map.of())),
                new ReleaseEvent.Opened(
                        AT,
                        new ReleaseId("production", 9),
                        ReleaseKind.ROLLBACK,
                        "Rollback to v1.4.1",
                        "orders were lost",
                        new Origin("ann", "", "", "", ""),
                        true,
                        Optional.of(new RollbackOrder(
                                7,
                                Optional.of(8),
                                DatabaseWay.RESTORE,
                                Optional.of("orders"),
                                Optional.of("b-88"),
                                "orders were lost",
                                "a plan",
                                "a step"))),
                new ReleaseEvent.RollbackDecided(
                        AT,
                        List.of(
                                new RollbackCall("r1", new RestoreRequest("orders", "b-88"), "Put the data back"),
                                new RollbackCall(
                                        "r2",
                                        new CommandRequest(
                                                Target.service("api"),
                                                "cat version",
                                                Optional.of("bash"),
                                                Optional.of("app"),
                                                true,
                                                false),
                                        "Look"))),
                new ReleaseEvent.BuildGivenUp(AT, "n1", "shop-build branch main commit latest", "Build failed"),
                new ReleaseEvent.NodePlanned(
                        AT,
                        "n1",
                        NodeKind.DEPLOY_SERVICE,
                        "Deploy service shop",
                        new NodeTerms(Duration.ofMinutes(15), OnAbort.DETACH, OnInDoubt.FAIL, 2)),
                new ReleaseEvent.NodePlanned(
                        AT,
                        "n2",
                        NodeKind.RUN_JOB,
                        "Run job migrate",
                        NodeTerms.of(Duration.ofMinutes(15), OnAbort.DETACH),
                        "Deploy \"EU\"",
                        "0a1b2c3d4e5f6071"),
                new ReleaseEvent.AttemptFailed(AT, "n1", Failure.of("It did not become healthy")),
                new ReleaseEvent.DoubtResolved(
                        AT, "n1", new Resolution.Adopt("r-7"), new Decision("ann", "listed on the platform")),
                new ReleaseEvent.DoubtResolved(
                        AT, "n1", new Resolution.MarkCompleted(), new Decision("", "the schema is there")),
                new ReleaseEvent.DoubtResolved(
                        AT, "n1", new Resolution.MarkFailed(), new Decision("ann", "no trace of it")),
                new ReleaseEvent.DoubtResolved(
                        AT, "n1", new Resolution.RunAgain(), new Decision("ann", "no trace of it")),
                new ReleaseEvent.NodeIntended(
                        AT,
                        "n1",
                        1,
                        new BackupRequest("orders", BackupType.DUMP, Compression.GZ, "rf-production-7-n1"),
                        Baseline.ofOperations(Set.of("b-1", "b-2"))),
                new ReleaseEvent.NodeIntended(
                        AT,
                        "n1",
                        2,
                        new BackupRequest(
                                "orders",
                                BackupType.SNAPSHOT,
                                Compression.GZ,
                                "rf-production-7-n1-2",
                                Optional.empty(),
                                Optional.empty(),
                                new BackupDestinations(
                                        Optional.of("s3-eu"), BackupDestinations.additional("s3-us:30 s3-asia"))),
                        Baseline.empty()),
                new ReleaseEvent.NodeIntended(
                        AT,
                        "n2",
                        2,
                        new DeploymentRequest(Target.service("shop"), PIN, Optional.of("run me")),
                        new Baseline(Set.of(), Optional.of(new ImagePin("shop@sha256:1")), "t-1", true)),
                new ReleaseEvent.NodeIntended(
                        AT,
                        "n3",
                        1,
                        new JobRunRequest(
                                "migrate",
                                Optional.of("migrate --all"),
                                Map.of(),
                                new Migration(MigrationVerdict.EXPAND, Optional.of("migrate --down"))),
                        Baseline.empty()),
                new ReleaseEvent.NodeIntended(
                        AT,
                        "n4",
                        1,
                        new DeploymentRequest(
                                Target.job("migrate"),
                                new ImagePin("shop@sha256:1"),
                                CommandOverride.of(Optional.of("sh"), Optional.of("run me"), Optional.empty(), true),
                                CommandUse.PUT_BACK,
                                Optional.of("registry"),
                                Optional.of("service api of staging")),
                        new Baseline(
                                Set.of("r-1", "r-2"),
                                Optional.empty(),
                                "",
                                false,
                                new JobActivity(true, Set.of("r-2"), Optional.of("cd-promote"), true),
                                CommandOverride.STANDARD)),
                new ReleaseEvent.NodeIntended(
                        AT,
                        "n5",
                        1,
                        new JobRunRequest(
                                "migrate",
                                CommandOverride.of(Optional.empty(), Optional.empty(), Optional.of("migrate"), false),
                                Map.of(),
                                new Migration(MigrationVerdict.NONE, Optional.empty()),
                                Optional.of(new RunImage(PIN, Optional.empty())),
                                Optional.of("nf-compute-200"),
                                Concurrency.QUEUE),
                        Baseline.empty()),
                new ReleaseEvent.OperationStarted(
                        AT, "n1", new OperationReference(OperationKind.JOB_RUN, "migrate", "r-1", Map.of("name", "x"))),
                new ReleaseEvent.NodeNoted(AT, "n1", "Continuous deployment was on"),
                new ReleaseEvent.NodeEnded(AT, "n1", NodeState.COMPLETED, Map.of("size", "12"), Optional.empty()),
                new ReleaseEvent.NodeEnded(
                        AT,
                        "n1",
                        NodeState.TIMED_OUT,
                        Map.of(),
                        Optional.of(new Failure(
                                "too long",
                                Optional.of(new PlatformAnswer("GET /v1/x", 502, "bad-gateway", "Bad Gateway")),
                                List.of("last line")))),
                new ReleaseEvent.Ended(
                        AT,
                        ReleaseState.ABORTED,
                        "Superseded by production #8",
                        Optional.of(new ReleaseId("production", 8))),
                new ReleaseEvent.Ended(AT, ReleaseState.IN_DOUBT, "In doubt: Run job migrate"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsReadAsItWasWrittenFromOneLine(ReleaseEvent event) {
        String line = ReleaseEventJson.write(event);

        assertThat(line).doesNotContain("\n");
        assertThat(ReleaseEventJson.read(line)).contains(event);
    }

    @Test
    void whenABuildWasBuiltIsRecordedAndMayBeMissing() {
        Instant built = Instant.parse("2026-11-23T04:00:00Z");
        String line = ReleaseEventJson.write(new ReleaseEvent.PinResolved(
                AT, "latest", new BuildPin("shop-build", "b", "c0ffee", "main", Optional.of(built))));
        String before = line.replace(",\"builtAt\":\"2026-11-23T04:00:00Z\"", "");

        assertThat(line).isNotEqualTo(before);
        assertThat(builtAt(line)).contains(built);
        assertThat(builtAt(before)).isEmpty();
    }

    private static Optional<Instant> builtAt(String line) {
        return ((ReleaseEvent.PinResolved) ReleaseEventJson.read(line).orElseThrow())
                .pin()
                .builtAt();
    }

    @Test
    void valuesOfVariablesAreNotRecorded() {
        String line = ReleaseEventJson.write(new ReleaseEvent.NodeIntended(
                AT,
                "n1",
                1,
                new JobRunRequest("migrate", Optional.empty(), Map.of("TOKEN", "s3cret")),
                Baseline.empty()));

        assertThat(line).contains("TOKEN").doesNotContain("s3cret");
    }

    @Test
    void unknownFieldsArePassedOverAndUnknownEventsAreKeptWithoutMeaning() {
        assertThat(ReleaseEventJson.read(
                        "{\"v\":9,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"lock-taken\",\"new\":{\"x\":1}}"))
                .contains(new ReleaseEvent.LockTaken(Instant.parse("2026-11-23T05:00:00Z")));
        assertThat(ReleaseEventJson.read("{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"node-teleported\"}"))
                .contains(new ReleaseEvent.Unrecognised(Instant.parse("2026-11-23T05:00:00Z"), "node-teleported"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"v\":9,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"node-teleported\",\"node\":\"n1\"}|it is of version 9 of the schema",
                "{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"node-intended\",\"node\":\"n1\",\"request\":{\"type\":\"teleport\"}}"
                        + "|its request is of the type \"teleport\", which is not known",
                "{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"node-ended\",\"node\":\"n1\",\"state\":\"superseded\"}|'superseded' is not known",
                "{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"operation-started\",\"node\":\"n1\"}|'kind' is missing",
                "{\"v\":1,\"at\":\"yesterday\",\"event\":\"operation-started\",\"node\":\"n1\"}|Text 'yesterday'",
            })
    void whatMayMatterAndCannotBeUnderstoodIsToldWithItsNodeAndTheReason(String line, String why) {
        assertThat(ReleaseEventJson.read(line).orElseThrow())
                .isInstanceOfSatisfying(ReleaseEvent.Unreadable.class, unreadable -> {
                    assertThat(unreadable.node()).contains("n1");
                    assertThat(unreadable.why()).contains(why);
                });
    }

    @Test
    void wordsThatDecideNothingMayBeNew() {
        assertThat(
                        ReleaseEventJson.read(
                                "{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"node-planned\",\"node\":\"n1\",\"kind\":\"teleport\","
                                        + "\"label\":\"Restore orders\",\"terms\":{\"timeoutSeconds\":60,\"onAbort\":\"pause\",\"onInDoubt\":\"vote\",\"retries\":0}}"))
                .contains(new ReleaseEvent.NodePlanned(
                        Instant.parse("2026-11-23T05:00:00Z"),
                        "n1",
                        NodeKind.UNKNOWN,
                        "Restore orders",
                        NodeTerms.of(Duration.ofMinutes(1), OnAbort.DETACH)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"lock-taken\"}{\"v\":1}",
                "{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"lock-taken\"}#torn"
            })
    void aLineThatIsNotOneJsonObjectHoldsNoEvent(String line) {
        assertThat(ReleaseEventJson.read(line)).isEmpty();
    }
}
