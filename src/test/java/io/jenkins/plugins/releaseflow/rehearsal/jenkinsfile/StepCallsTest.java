package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileHarness.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that plugins bring are called as in Jenkins. */
class StepCallsTest {

    private JenkinsfileHarness host;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        host = new JenkinsfileHarness(home);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void returnsWhatAStepReturnsFromAnotherThread() throws Exception {
        Ran ran = host.run("def x = later 'value'\necho \"got ${x}\"\n");

        assertThat(ran.console()).contains("got value");
    }

    @Test
    void failsAsAStepFailsFromAnotherThread() throws Exception {
        Ran ran = host.run("later value: 'too late', fail: true\n");

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.console()).contains("ERROR: too late");
    }

    @Test
    void givesBlocksTheContextOfTheStepAroundThem() throws Exception {
        Ran ran = host.run("""
                echo whichRoom()
                def value = inRoom('kitchen') {
                    echo whichRoom()
                    inRoom('pantry') { echo whichRoom() }
                    return later("from the ${whichRoom()}")
                }
                echo value
                echo whichRoom()
                """);

        assertThat(ran.console()).containsSubsequence("outside", "kitchen", "pantry", "from the kitchen", "outside");
    }

    @Test
    void passesTheFailureOfABlockThroughTheStepAroundIt() throws Exception {
        Ran ran = host.run(
                "try { inRoom('kitchen') { error 'fire' } } catch (e) { echo \"${e.message} ${whichRoom()}\" }\n");

        assertThat(ran.console()).contains("fire outside");
    }

    @Test
    void bindsNestedSymbolsAndInterpolatedStrings() throws Exception {
        Ran ran = host.run("""
                def id = 7
                echo deliver(build: "api-${id}", target: testJob("migrate-${id}"))
                echo deliver(build: 'api', target: testService(service: 'web'), tries: 3)
                """);

        assertThat(ran.console()).contains("api-7 to job migrate-7 in 1", "api to service web in 3");
    }

    @Test
    void tellsTheListenerOfStepsWithTheirArguments() throws Exception {
        host.run("later 'v'\n");

        assertThat(host.events().steps()).containsExactly("started later {value=v}", "ended later");
    }

    @Test
    void tellsRunListenersOfTheLifeOfTheBuild() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        RunListener<Run<?, ?>> listener = new RunListener<>() {
            @Override
            public void onStarted(Run<?, ?> run, TaskListener console) {
                heard.add("started " + run.getResult());
            }

            @Override
            public void onCompleted(Run<?, ?> run, TaskListener console) {
                heard.add("completed " + run.getResult() + " " + run.isBuilding());
            }

            @Override
            public void onFinalized(Run<?, ?> run) {
                heard.add("finalized " + run.isBuilding());
            }
        };
        host.jenkins().getExtensionList(RunListener.class).add(listener);
        host.run("echo 'x'\n");

        assertThat(heard).containsExactly("started null", "completed SUCCESS true", "finalized false");
    }
}
