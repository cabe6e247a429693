package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.security.Permission;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds that run in the name of a user may release only where that user may. */
@Timeout(60)
class StepPermissionTest {
    private static final Set<Permission> MAY_BUILD = Set.of(Item.READ, Item.BUILD);
    private static final Set<Permission> MAY_RELEASE = Set.of(Item.READ, ReleasePermissions.RUN);

    @TempDir
    private Path home;

    private SteeredJenkins jenkins;

    @BeforeEach
    void start() throws Exception {
        jenkins = new SteeredJenkins(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "releaseFlow(environment: 'production') { runBackup addon: 'postgres' }",
                "runBackup addon: 'postgres'",
                "parallel one: { runBackup addon: 'postgres' }"
            })
    void whoMayOnlyBuildOpensNoRelease(String jenkinsfile) throws Exception {
        Result result = jenkins.startAsBob(jenkinsfile, MAY_BUILD).await().result();

        assertThat(result).isEqualTo(Result.FAILURE);
        assertThat(jenkins.console())
                .contains("This build runs as 'bob', who lacks the permission Release/Run on job 'shop'. Grant it");
        assertThat(jenkins.ledger().list()).isEmpty();
    }

    @Test
    void whoMayReleaseDoes() throws Exception {
        PipelineRun run = jenkins.startAsBob("releaseFlow(environment: 'production') { echo 'inside' }", MAY_RELEASE);

        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
        assertThat(jenkins.ledger().list()).hasSize(1);
    }
}
