package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.cps.nodes.StepStartNode;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.graph.FlowGraphWalker;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What views of a Pipeline's steps show of ours. */
@WithJenkins
class StepsInGraphTest {
    @TempDir
    private Path directory;

    @Test
    void aStepIsShownWithWhatItIsAboutAndNothingThatIsSecret(JenkinsRule jenkins) throws Exception {
        try (EmulatedPlatform platform = EmulatedPlatform.start(directory)) {
            Controller.configure(platform.address(), platform.token());

            WorkflowRun build =
                    jenkins.buildAndAssertSuccess(Controller.job("shop", """
                    releaseFlow(environment: 'test', name: 'v1') {
                        def backup = runBackup addon: 'data'
                        deployBuild build: 'app', branch: 'main', target: job('migrate')
                        def run = runJob job: 'migrate', environment: [TOKEN: 'hunter2hunter2'], waitForCompletion: false
                        awaitCompletion node: run.node
                        restoreBackup addon: 'data', backup: backup.id
                    }
                    """, FlowDurabilityHint.MAX_SURVIVABILITY));

            List<String> shown = shown(build);
            assertEquals(
                    List.of(
                            "releaseFlow: test v1",
                            "runBackup: data",
                            "deployBuild: app main job migrate",
                            "runJob: migrate"),
                    shown.subList(0, 4));
            assertTrue(shown.get(4).startsWith("awaitCompletion: "), shown::toString);
            assertTrue(shown.get(5).startsWith("restoreBackup: data"), shown::toString);
            assertTrue(shown.stream().noneMatch(text -> text.contains("hunter2")), shown::toString);
        }
    }

    private static List<String> shown(WorkflowRun build) {
        List<FlowNode> nodes = new ArrayList<>();
        new FlowGraphWalker(build.getExecution()).forEach(nodes::add);
        return nodes.stream()
                .sorted((one, other) -> Integer.compare(Integer.parseInt(one.getId()), Integer.parseInt(other.getId())))
                .filter(node -> node instanceof StepNode step
                        && step.getDescriptor() != null
                        && step.getDescriptor().clazz.getName().startsWith("io.jenkins.plugins.releaseflow"))
                .filter(node -> !(node instanceof StepStartNode start && start.isBody()))
                .map(node -> ((StepNode) node).getDescriptor().getFunctionName()
                        + ": "
                        + ArgumentsAction.getStepArgumentsAsString(node))
                .toList();
    }
}
