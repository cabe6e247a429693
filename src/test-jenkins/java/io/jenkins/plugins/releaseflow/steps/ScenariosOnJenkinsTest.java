package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.scenario.ReleaseScenarios;
import io.jenkins.plugins.releaseflow.scenario.ScenarioBuild;
import io.jenkins.plugins.releaseflow.scenario.ScenarioHost;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The scenarios of every host, in Pipeline jobs of a real Jenkins, in the sandbox. */
@WithJenkins
class ScenariosOnJenkinsTest extends ReleaseScenarios {
    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static EmulatedPlatform platform;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        platform = EmulatedPlatform.start(directory);
        Controller.configure(platform.address(), platform.token());
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
    }

    @Override
    protected ScenarioHost host() {
        return new Host();
    }

    @Override
    protected EmulatedPlatform platform() {
        return platform;
    }

    private static final class Host implements ScenarioHost {
        @Override
        public void environments(String... names) {
            ReleaseFlowConfiguration.get()
                    .setEnvironments(Stream.of(names)
                            .map(name -> new EnvironmentConfiguration(name, "emulated"))
                            .toList());
        }

        @Override
        public ScenarioBuild start(String name, String jenkinsfile, RunOverrides overrides) throws Exception {
            WorkflowJob job = Controller.job(name, jenkinsfile, FlowDurabilityHint.MAX_SURVIVABILITY);
            CauseAction cause = new CauseAction(new Cause.UserIdCause());
            QueueTaskFuture<WorkflowRun> started = overrides.equals(RunOverrides.NONE)
                    ? job.scheduleBuild2(0, cause)
                    : job.scheduleBuild2(0, cause, new RunOverridesAction(overrides));
            return new Build(started.waitForStart());
        }
    }

    private record Build(WorkflowRun run) implements ScenarioBuild {
        @Override
        public Result result() throws Exception {
            return jenkins.waitForCompletion(run).getResult();
        }

        @Override
        public String console() {
            try {
                return JenkinsRule.getLog(run);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public void abort() {
            run.getExecutor().interrupt();
        }
    }
}
