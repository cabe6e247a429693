package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
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
    void whoAnsweredTheInputIsOnRecord() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            wantAnApprovalOf("bob, ann");

            assertThat(jenkins.startAnswered("input 'Release?'\nreleaseFlow(environment: 'production') { }")
                            .await()
                            .result())
                    .isEqualTo(Result.SUCCESS);

            assertThat(jenkins.ledger().read(1).orElseThrow().origin().why()).endsWith("; approved by ann");
        }
    }

    @Test
    void theWordOfAJenkinsfileIsNoApproval() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            wantAnApprovalOf("bob, ops");

            assertThat(jenkins.start("releaseFlow(environment: 'production', approvedBy: 'bob') { }")
                            .await()
                            .result())
                    .isEqualTo(Result.FAILURE);
            assertThat(jenkins.startAnswered("input 'Release?'\nreleaseFlow(environment: 'production') { }")
                            .await()
                            .result())
                    .isEqualTo(Result.FAILURE);

            assertThat(jenkins.console())
                    .contains("approvedBy: 'bob' answered no input of this build")
                    .contains("approval: 'ann' may not approve releases to 'production'; who may: bob, ops");
            assertThat(jenkins.ledger().read(1)).isEmpty();
        }
    }

    @Test
    void whereNobodyHasToApproveTheWordOfAJenkinsfileIsRecordedAsSuch() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            assertThat(jenkins.start("releaseFlow(environment: 'production', approvedBy: 'bob') { }")
                            .await()
                            .result())
                    .isEqualTo(Result.SUCCESS);

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
                    .contains(
                            "approval: nobody approved this release; one to 'production' wants the approval of bob, ops.");
            assertThat(jenkins.ledger().read(1)).isEmpty();
        }
    }

    private static void wantAnApprovalOf(String approvers) {
        EnvironmentConfiguration environment = new EnvironmentConfiguration("production", "steered");
        environment.setApprovers(approvers);
        ReleaseFlowConfiguration.get().setEnvironments(List.of(environment));
    }
}
