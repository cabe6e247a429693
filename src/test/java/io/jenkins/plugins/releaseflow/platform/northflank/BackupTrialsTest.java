package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.release.BackupCheck;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The trial of a backup up to the question, which the rehearsal on PostgreSQL asks for real. */
class BackupTrialsTest {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort().jettyAcceptors(1))
            .build();

    private static final String PROJECT = "/v1/projects/shop";

    private final NorthflankPlatform platform = Given.platform(SERVER.baseUrl());

    @BeforeEach
    void anAddonWithACompletedBackup() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404).withBody("{}")));
        addon("postgresql", "running");
        backup("completed");
    }

    @Test
    void whatIsNoPostgresIsRefusedBeforeAnythingBegins() {
        addon("mongodb", "running");
        assertThat(Given.trouble(platform.baseline(request(BackupType.DUMP))))
                .hasMessage("verify: addon 'db' is of the type mongodb, and only backups of PostgreSQL can be tried;"
                        + " leave verify out");
    }

    @Test
    void aDumpIsRestoredIntoAnEmptyAddonWithTheOriginNamed() {
        OperationReference backup = started(BackupType.DUMP);
        String scratch = PROJECT + "/addons/" + ScratchAddons.id(backup);
        SERVER.stubFor(post(PROJECT + "/addons").willReturn(okJson("{\"data\":{\"id\":\"x\"}}")));

        assertThat(look(backup).message()).isEqualTo("makes a scratch database");
        SERVER.verify(postRequestedFor(urlEqualTo(PROJECT + "/addons"))
                .withRequestBody(equalToJson("""
                {"name": "%s", "description": "Release Flow tries the backup b1 here and removes this by itself",
                 "type": "postgresql", "version": "16",
                 "billing": {"deploymentPlan": "nf-compute-20", "storage": 4096, "replicas": 1}}
                """.formatted(ScratchAddons.id(backup)))));

        scratch(scratch, "allocating", "Release Flow tries the backup b1 here and removes this by itself");
        assertThat(look(backup).message()).contains("'allocating'");

        scratch(scratch, "running", "Release Flow tries the backup b1 here and removes this by itself");
        SERVER.stubFor(get(urlPathEqualTo(scratch + "/restores"))
                .willReturn(okJson("{\"data\":{\"restores\":[]},\"pagination\":{\"hasNextPage\":false,\"count\":0}}")));
        SERVER.stubFor(post(urlPathEqualTo(scratch + "/backups/b1/restore"))
                .willReturn(okJson("{\"data\":{\"restoreId\":\"r1\"}}")));
        assertThat(look(backup).phase()).isEqualTo(OperationPhase.RUNNING);
        SERVER.verify(
                postRequestedFor(urlEqualTo(scratch + "/backups/b1/restore?sourceProjectId=shop&sourceAddonId=db")));

        SERVER.stubFor(get(urlPathEqualTo(scratch + "/restores"))
                .willReturn(okJson("{\"data\":{\"restores\":[{\"id\":\"r1\",\"status\":\"failed\"}]},"
                        + "\"pagination\":{\"hasNextPage\":false,\"count\":1}}")));
        SERVER.stubFor(delete(scratch).willReturn(okJson("{\"data\":{}}")));
        OperationStatus end = look(backup);
        assertThat(end.phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(end.message())
                .isEqualTo("the backup was made, and its check failed: it can't be restored: the restore is 'failed'");
        SERVER.verify(deleteRequestedFor(urlEqualTo(scratch)));
        assertThat(look(backup)).as("told again, and not tried again").isEqualTo(end);
    }

    @Test
    void aSnapshotIsForked() {
        OperationReference backup = started(BackupType.SNAPSHOT);
        SERVER.stubFor(post(PROJECT + "/addons").willReturn(okJson("{\"data\":{\"id\":\"x\"}}")));
        look(backup);
        assertThat(SERVER.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .contains("\"source\":{\"addonId\":\"db\",\"backupId\":\"b1\"}");
    }

    @Test
    void anAddonThatIsNotKnownToBeOursIsNeverTouched() {
        OperationReference backup = started(BackupType.DUMP);
        scratch(PROJECT + "/addons/" + ScratchAddons.id(backup), "running", "the accountants' own");
        OperationStatus last = look(backup);
        while (!last.phase().isEnd()) {
            last = look(backup);
        }
        assertThat(last.phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(last.message()).contains("is not known to be for tries of this backup; remove it");
        assertThat(SERVER.findAll(deleteRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void stoppingATrialRemovesItsAddonAndNotTheBackup() {
        OperationReference backup = started(BackupType.DUMP);
        String scratch = PROJECT + "/addons/" + ScratchAddons.id(backup);
        scratch(scratch, "running", "Release Flow tries the backup b1 here and removes this by itself");
        SERVER.stubFor(delete(scratch).willReturn(okJson("{\"data\":{}}")));
        Given.answer(platform.stop(backup));
        SERVER.verify(deleteRequestedFor(urlEqualTo(scratch)));
        assertThat(look(backup).phase()).isEqualTo(OperationPhase.STOPPED);
    }

    @Test
    void aBackupOfAStoppedAddonSaysWhatItWaitsFor() {
        OperationReference backup = started(BackupType.DUMP);
        backup("scheduled");
        assertThat(look(backup).message()).as("about to begin").isEmpty();
        addon("postgresql", "paused");
        assertThat(look(backup).message())
                .isEqualTo("waits until addon 'db' runs, which is 'paused'; start it, or stop this build");
        assertThat(look(backup).phase()).isEqualTo(OperationPhase.PENDING);
    }

    private OperationReference started(BackupType type) {
        SERVER.stubFor(post(PROJECT + "/addons/db/backups").willReturn(okJson("{\"data\":{\"id\":\"b1\"}}")));
        return Given.answer(platform.start(request(type), Baseline.empty()));
    }

    private static BackupRequest request(BackupType type) {
        return new BackupRequest(
                "db", type, Compression.GZ, "before", Optional.empty(), Optional.of(new BackupCheck("select 1")));
    }

    private OperationStatus look(OperationReference backup) {
        return Given.answer(platform.observe(Set.of(backup))).get(backup);
    }

    private static void addon(String type, String status) {
        SERVER.stubFor(get(PROJECT + "/addons/db").willReturn(okJson("""
                {"data": {"id": "db", "status": "%s", "spec": {"type": "%s", "config": {"versionTag": "16",
                    "deployment": {"planId": "nf-compute-20", "storageSize": 4096, "replicas": 3}}}}}
                """.formatted(status, type))));
    }

    private static void scratch(String path, String status, String description) {
        SERVER.stubFor(get(path)
                .willReturn(
                        okJson("{\"data\":{\"status\":\"" + status + "\",\"description\":\"" + description + "\"}}")));
    }

    private static void backup(String status) {
        SERVER.stubFor(get(urlPathEqualTo(PROJECT + "/addons/db/backups"))
                .willReturn(okJson("{\"data\":{\"backups\":[{\"id\":\"b1\",\"name\":\"before\",\"status\":\"" + status
                        + "\"}]},\"pagination\":{\"hasNextPage\":false,\"count\":1}}")));
        SERVER.stubFor(get(urlPathEqualTo(PROJECT + "/addons/db/backups/b1"))
                .willReturn(okJson("{\"data\":{\"id\":\"b1\",\"status\":\"" + status + "\"}}")));
    }
}
