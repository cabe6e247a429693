package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BackupDestinations;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RunImage;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to Northflank, in its own words. */
class RequestBodiesTest {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort().jettyAcceptors(1))
            .build();

    private static final OperationReference RUN =
            new OperationReference(OperationKind.JOB_RUN, "migrate", "r 1", Map.of());

    private final NorthflankPlatform platform = Given.platform(SERVER.baseUrl());

    @Test
    void aDumpNamesItsCompressionAndASnapshotDoesNot() {
        assertThat(started(new BackupRequest("db", BackupType.DUMP, Compression.ZSTD, "v1 before")))
                .isEqualTo("POST /v1/projects/shop/addons/db/backups"
                        + " {'name':'v1 before','backupType':'dump','compressionType':'zstd'}");
        assertThat(started(new BackupRequest("db", BackupType.SNAPSHOT, Compression.GZ, "v1 before")))
                .endsWith("{'name':'v1 before','backupType':'snapshot'}");
    }

    @Test
    void aDumpGoesToItsDestinationAndASnapshotToMore() {
        assertThat(started(to(BackupType.DUMP, Optional.of("s3-eu"), "")))
                .endsWith("'compressionType':'gz','customDestinationId':'s3-eu'}");
        assertThat(started(to(BackupType.SNAPSHOT, Optional.empty(), "s3-eu:30 s3-us")))
                .endsWith("'additionalDestinations':[{'destinationId':'s3-eu','retentionTime':30,'type':'custom'},"
                        + "{'destinationId':'s3-us','type':'custom'}]}");
    }

    private static BackupRequest to(BackupType type, Optional<String> destination, String additional) {
        return new BackupRequest(
                "db",
                type,
                Compression.GZ,
                "before",
                Optional.empty(),
                Optional.empty(),
                new BackupDestinations(destination, BackupDestinations.additional(additional)));
    }

    @Test
    void aRestoreNamesItsBackupAndIsStoppedByItsOwnId() {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{\"restoreId\":\"r1\"}}")));
        OperationReference restore = Given.answer(platform.start(new RestoreRequest("db", "b1"), Baseline.empty()));
        assertThat(restore.id()).isEqualTo("r1");
        assertThat(lastRequest().getUrl()).isEqualTo("/v1/projects/shop/addons/db/backups/b1/restore");
        Given.answer(platform.stop(restore));
        assertThat(lastRequest().getUrl()).isEqualTo("/v1/projects/shop/addons/db/backups/b1/abort-restore");
        assertThat(lastRequest().getBodyAsString()).isEqualTo("{\"restoreId\":\"r1\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "failed, 16, 16, 'is failed, and only a backup that completed can be restored'",
        "completed, 15, 16, 'is of version 15 of the database, and addon db has version 16'"
    })
    void aBackupThatDoesNotFitIsNotRestored(String status, String then, String now, String why) {
        SERVER.stubFor(any(urlPathEqualTo("/v1/projects/shop/addons/db"))
                .willReturn(okJson("{\"data\":{\"spec\":{\"config\":{\"versionTag\":\"" + now + "\"}}}}")));
        SERVER.stubFor(any(urlPathEqualTo("/v1/projects/shop/addons/db/backups/b1"))
                .willReturn(okJson("{\"data\":{\"id\":\"b1\",\"status\":\"" + status
                        + "\",\"config\":{\"addonVersion\":\"" + then + "\"}}}")));
        assertThat(Given.trouble(platform.baseline(new RestoreRequest("db", "b1"))))
                .hasMessageStartingWith("backup: 'b1' " + why);
    }

    @Test
    void aRunHasItsCommandAndVariablesForThisRunOnly() {
        assertThat(started(new JobRunRequest("migrate", Optional.empty(), Map.of())))
                .isEqualTo("POST /v1/projects/shop/jobs/migrate/runs {}");
        assertThat(started(new JobRunRequest("migrate", Optional.of("python manage.py migrate"), Map.of("A", "b"))))
                .endsWith("{'runtimeEnvironment':{'A':'b'},'deployment':{'docker':{'configType':'customCommand',"
                        + "'customCommand':'python manage.py migrate'}}}");
    }

    @Test
    void aBuildIsDeployedByItsIdAndCommitNeverAsLatest() {
        BuildPin pin = new BuildPin("shop-build", "joyous-view-6290", "a".repeat(40), "main");
        assertThat(started(new DeploymentRequest(Target.job("migrate"), pin, Optional.empty())))
                .isEqualTo("POST /v1/projects/shop/jobs/migrate/deployment {'internal':{'id':'shop-build',"
                        + "'buildId':'joyous-view-6290','branch':'main','buildSHA':'" + "a".repeat(40) + "'}}");
        assertThat(started(new DeploymentRequest(
                        Target.service("web"), new BuildPin("shop-build", "b1", "", ""), Optional.of("serve"))))
                .isEqualTo(
                        "POST /v1/projects/shop/services/web/deployment {'internal':{'id':'shop-build','buildId':'b1'},"
                                + "'docker':{'configType':'customCommand','customCommand':'serve'}}");
    }

    @Test
    void anImageIsDeployedByItsPath() {
        assertThat(started(new DeploymentRequest(
                        Target.service("web"), new ImagePin("registry.example/shop@sha256:1"), Optional.empty())))
                .endsWith("/services/web/deployment {'external':{'imagePath':'registry.example/shop@sha256:1'}}");
    }

    @Test
    void anImageHasItsCredentialsAndAPutBackCommandComesAlone() {
        ImagePin image = new ImagePin("registry.example/shop@sha256:1");
        assertThat(started(new DeploymentRequest(
                        Target.job("migrate"),
                        image,
                        CommandOverride.UNCHANGED,
                        CommandUse.STAYS,
                        Optional.of("registry"),
                        Optional.empty())))
                .endsWith("{'external':{'imagePath':'registry.example/shop@sha256:1','credentials':'registry'}}");
        assertThat(started(new DeploymentRequest(
                        Target.service("web"),
                        image,
                        CommandOverride.STANDARD,
                        CommandUse.COMMAND_ONLY,
                        Optional.empty(),
                        Optional.empty())))
                .endsWith(
                        "/services/web/deployment {'docker':{'configType':'default'},'buildpack':{'configType':'default'}}");
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("", "run", "", false, "'docker':{'configType':'customCommand','customCommand':'run'}"),
                Arguments.of("sh", "", "", false, "'docker':{'configType':'customEntrypoint','customEntrypoint':'sh'}"),
                Arguments.of(
                        "sh",
                        "run",
                        "",
                        false,
                        "'docker':{'configType':'customEntrypointCustomCommand','customEntrypoint':'sh','customCommand':'run'}"),
                Arguments.of("", "", "web", false, "'buildpack':{'configType':'customProcess','customProcess':'web'}"),
                Arguments.of(
                        "",
                        "run",
                        "",
                        true,
                        "'buildpack':{'configType':'originalEntrypointCustomCommand','customCommand':'run'}"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsSaidInThePlatformsWords(
            String entrypoint, String command, String process, boolean buildpack, String body) {
        CommandOverride override = CommandOverride.of(text(entrypoint), text(command), text(process), buildpack);

        assertThat(started(run(override, Optional.empty(), Optional.empty())))
                .endsWith("{'deployment':{" + body + "}}");
    }

    @Test
    void aRunMayHaveABuildAndAPlanOfItsOwn() {
        BuildPin build = new BuildPin("app", "b1", "", "");
        assertThat(started(run(
                        CommandOverride.UNCHANGED,
                        Optional.of(new RunImage(build, Optional.empty())),
                        Optional.of("nf-compute-200"))))
                .endsWith("{'billing':{'deploymentPlan':'nf-compute-200'},"
                        + "'deployment':{'internal':{'id':'app','buildId':'b1'}}}");
    }

    private static JobRunRequest run(CommandOverride override, Optional<RunImage> image, Optional<String> plan) {
        return new JobRunRequest(
                "migrate", override, Map.of(), Migration.undeclared(), image, plan, Concurrency.FORBID);
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(known -> !known.isEmpty());
    }

    @Test
    void aDeploymentCannotBeStopped() {
        PlatformException trouble =
                Given.trouble(platform.stop(new OperationReference(OperationKind.DEPLOYMENT, "web", "b1", Map.of())));
        assertThat(trouble.kind()).isEqualTo(PlatformException.Kind.REJECTED);
        assertThat(trouble).hasMessageContaining("deploy the earlier build to go back");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void aLogIsReadFromItsBeginningAndThenFromAMomentBeforeItsLastLine() {
        log(line("2026-03-01T10:00:00.5Z", "one"));
        LogPosition next = Given.answer(platform.log(RUN, LogPosition.start())).next();
        assertThat(lastRequest().getUrl())
                .isEqualTo("/v1/projects/shop/jobs/migrate/logs?type=runtime&runId=r%201&queryType=range"
                        + "&direction=forward&startTime=1970-01-01T00:00:00.000Z&lineLimit=1000");
        log(line("2026-03-01T10:00:00.5Z", "one") + "," + line("2026-03-01T10:00:00.5Z", "two"));
        LogChunk chunk = Given.answer(platform.log(RUN, next));
        assertThat(lastRequest().queryParameter("startTime").firstValue()).isEqualTo("2026-03-01T10:00:00.499999999Z");
        assertThat(lastRequest().queryParameter("lineLimit").firstValue()).isEqualTo("1001");
        assertThat(chunk.lines()).containsExactly("two");
    }

    @Test
    void anAnswerFullOfOldLinesIsAskedForOnceMoreAndLargerAndThenLeft() {
        log(line("2026-03-01T10:00:00.5Z", "one"));
        LogPosition next = Given.answer(platform.log(RUN, LogPosition.start())).next();
        StringBuilder old = new StringBuilder(line("2026-03-01T10:00:00.4Z", "x"));
        for (int i = 1; i < 10_000; i++) {
            old.append(',').append(line("2026-03-01T10:00:00.4Z", "x"));
        }
        log(old.toString());
        SERVER.resetRequests();
        assertThat(Given.answer(platform.log(RUN, next))).isEqualTo(new LogChunk(List.of(), next, false));
        assertThat(SERVER.getAllServeEvents()).hasSize(2);
    }

    @Test
    void onlyDumpsAndRunsHaveALog() {
        log("");
        LogPosition start = LogPosition.start();
        for (OperationReference silent : List.of(
                new OperationReference(OperationKind.BACKUP, "db", "b1", Map.of("type", "snapshot")),
                new OperationReference(OperationKind.DEPLOYMENT, "web", "b1", Map.of()))) {
            assertThat(Given.answer(platform.log(silent, start))).isEqualTo(new LogChunk(List.of(), start, false));
        }
        assertThat(SERVER.getAllServeEvents()).isEmpty();
        Given.answer(
                platform.log(new OperationReference(OperationKind.BACKUP, "db", "b1", Map.of("type", "dump")), start));
        assertThat(lastRequest().getUrl()).startsWith("/v1/projects/shop/addons/db/backups/b1/logs?type=backup&");
    }

    @Test
    void aLogThatIsNoListIsNotUnderstood() {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{}}")));
        assertThat(Given.trouble(platform.log(RUN, LogPosition.start())))
                .hasMessageStartingWith("GET /v1/projects/shop/jobs/migrate/logs answered 200: an answer that is not");
    }

    private String started(OperationRequest request) {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{\"id\":\"x1\"}}")));
        Given.answer(platform.start(request, Baseline.empty()));
        LoggedRequest sent = lastRequest();
        return sent.getMethod() + " " + sent.getUrl() + " "
                + sent.getBodyAsString().replace('"', '\'');
    }

    private static LoggedRequest lastRequest() {
        return SERVER.getAllServeEvents().get(0).getRequest();
    }

    private static void log(String lines) {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":[" + lines + "]}")));
    }

    private static String line(String at, String text) {
        return "{\"containerId\":\"c\",\"ts\":\"" + at + "\",\"log\":\"" + text + "\"}";
    }
}
