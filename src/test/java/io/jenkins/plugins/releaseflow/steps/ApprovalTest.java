package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Environments that want an approval. */
@Timeout(60)
class ApprovalTest {
    @TempDir
    private Path home;

    @Test
    void aReleaseSaysWhoApprovedItAndThatIsOnRecord() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            wantAnApprovalOf("bob, ops");
            var run = jenkins.start(
                    "releaseFlow(environment: 'production', approvedBy: 'bob') { runBackup addon: 'orders' }");
            SteeredJenkins.awaitUntil(() -> !jenkins.platform().starts().isEmpty());
            jenkins.platform().end("orders-1", OperationPhase.SUCCEEDED);

            assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
            assertThat(jenkins.ledger().read(1).orElseThrow().origin().why())
                    .endsWith("; approved by bob, as the Jenkinsfile says");
        }
    }

    @Test
    void aReleaseWithoutAnApprovalIsNotOpened() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            wantAnApprovalOf("bob,ops");

            assertThat(jenkins.start("releaseFlow(environment: 'production') { }")
                            .await()
                            .result())
                    .isEqualTo(Result.FAILURE);
            assertThat(jenkins.start("runBackup addon: 'orders'").await().result())
                    .isEqualTo(Result.FAILURE);

            assertThat(jenkins.console())
                    .contains("approvedBy: is missing; a release to 'production' wants the approval of bob, ops.");
            assertThat(jenkins.ledger().read(1)).isEmpty();
        }
    }

    private static void wantAnApprovalOf(String approvers) {
        EnvironmentConfiguration environment = new EnvironmentConfiguration("production", "steered");
        environment.setApprovers(approvers);
        ReleaseFlowConfiguration.get().setEnvironments(List.of(environment));
    }
}
