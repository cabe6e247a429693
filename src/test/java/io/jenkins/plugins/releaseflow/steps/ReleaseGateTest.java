package io.jenkins.plugins.releaseflow.steps;

import static io.jenkins.plugins.releaseflow.steps.SteeredJenkins.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no build of a branch may do that may not release, and what becomes of a build that ends too early. */
@Timeout(60)
class ReleaseGateTest {
    @TempDir
    private Path home;

    private SteeredJenkins jenkins;

    @BeforeEach
    void release() throws Exception {
        jenkins = new SteeredJenkins(home);
        jenkins.allowOnly("main");
        jenkins.platform().build(new BuildPin("app", "b1", "c0ffee1", "main"));
        PipelineRun run = jenkins.start("releaseFlow(environment: 'production') {"
                + " deployBuild build: 'app', buildId: 'b1', target: job('web') }");
        awaitUntil(() -> !jenkins.platform().starts().isEmpty());
        jenkins.platform().end("web-1", OperationPhase.SUCCEEDED);
        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "releaseFlow(environment: 'production') { runBackup 'orders' }",
                "rollbackRelease environment: 'production', to: '1'",
                "rollbackRelease environment: 'production', to: '1', database: 'restore', backup: 'b', confirm: 'production'",
                "rollbackDrill environment: 'production', scratchAddon: 'orders-drill', scratchService: 'web-drill'"
            })
    void aBranchThatMayNotReleaseMayNotRollBackEither(String jenkinsfile) throws Exception {
        PipelineRun run = jenkins.startOn("feature/evil", jenkinsfile);

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(jenkins.console()).contains("feature/evil", "main");
        assertThat(jenkins.platform().starts()).hasSize(1);
        assertThat(jenkins.ledger().list()).hasSize(1);
    }

    /** It may be stopped while the release of a step outside of any block is being opened. */
    @Test
    void aBuildThatHasEndedLeavesNoOpenRelease() throws Exception {
        PipelineRun ended = jenkins.start("echo 'over'");
        ended.await();

        BuildRelease.get().of(ended.run(), new EnvVars(), TaskListener.NULL);

        awaitUntil(() ->
                jenkins.ledger().read(2).filter(release -> !release.isOpen()).isPresent());
    }
}
