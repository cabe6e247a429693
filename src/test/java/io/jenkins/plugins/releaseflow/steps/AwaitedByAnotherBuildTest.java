package io.jenkins.plugins.releaseflow.steps;

import static io.jenkins.plugins.releaseflow.steps.SteeredJenkins.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.Node;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.model.CauseOfInterruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AwaitedByAnotherBuildTest {
    @TempDir
    private Path home;

    @Test
    void abortingABuildThatOnlyWaitsLeavesTheWorkOfTheOther() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            PipelineRun owner =
                    jenkins.start("releaseFlow(environment: 'production') {\n  runBackup addon: 'orders'\n}\n");
            awaitUntil(() -> started(jenkins).isPresent());
            String node = started(jenkins).orElseThrow().id();
            PipelineRun bystander =
                    jenkins.start("echo 'waiting'\nawaitCompletion node: '" + node + "', release: 'production#1'\n");
            awaitUntil(() -> jenkins.console().contains("waiting"));
            bystander.abort(new CauseOfInterruption.UserInterruption("bob"));
            assertThat(bystander.await().result()).isEqualTo(Result.ABORTED);

            jenkins.platform().end("orders-1", OperationPhase.SUCCEEDED);

            assertThat(owner.await().result()).isEqualTo(Result.SUCCESS);
            assertThat(jenkins.platform().stopped()).isEmpty();
        }
    }

    private static Optional<Node> started(SteeredJenkins jenkins) {
        return jenkins.ledger().list().isEmpty()
                ? Optional.empty()
                : jenkins.ledger().read(1).orElseThrow().nodeList().stream()
                        .filter(node -> node.reference().isPresent())
                        .findFirst();
    }
}
