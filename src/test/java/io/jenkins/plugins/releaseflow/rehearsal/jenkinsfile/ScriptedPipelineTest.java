package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileHarness.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Scripted pipeline can do. */
class ScriptedPipelineTest {

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
    void runsGroovyWithStepsInIt() throws Exception {
        Ran ran = host.run("""
                import groovy.transform.Field
                @Field String suffix = '!'
                class Greeter implements Serializable {
                    def steps
                    Greeter(steps) { this.steps = steps }
                    void greet(String name) { steps.echo "hello ${name}" }
                }
                def shout(String text) { return text.toUpperCase() + suffix }
                node('linux') {
                    stage('Greet') {
                        new Greeter(this).greet('class')
                        new Greeter(steps).greet('steps')
                        ['a', 'b'].each { item -> echo "item ${item}" }
                        echo shout('loud')
                        this.echo 'through this'
                        println "printed"
                    }
                }
                """);

        assertThat(ran.console())
                .contains("hello class", "hello steps", "item a", "item b", "LOUD!", "through this", "printed");
        assertThat(ran.result()).isEqualTo("SUCCESS");
    }

    @Test
    void catchesTheFailureOfAStep() throws Exception {
        Ran ran = host.run("""
                try {
                    error 'broken'
                } catch (e) {
                    echo "caught ${e.message}"
                } finally {
                    echo 'finally'
                }
                """);

        assertThat(ran.console()).containsSubsequence("caught broken", "finally");
        assertThat(ran.result()).isEqualTo("SUCCESS");
    }

    @Test
    void turnsFailuresIntoResultsWithCatchErrorAndWarnError() throws Exception {
        Ran ran = host.run("""
                stage('A') {
                    catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE', message: 'it broke') { error 'why' }
                    echo 'goes on'
                }
                stage('B') { warnError('careful') { error 'other' } }
                echo currentBuild.result
                """);

        assertThat(ran.console()).containsSubsequence("it broke", "ERROR: why", "goes on", "careful", "UNSTABLE");
        assertThat(ran.result()).isEqualTo("UNSTABLE");
        assertThat(host.events().stages()).contains("ended A FAILURE", "ended B UNSTABLE");
    }

    @Test
    void retriesUntilItWorksAndFailsWithTheLastFailure() throws Exception {
        Ran ran = host.run("""
                int tries = 0
                retry(3) { tries++; if (tries < 2) { error 'once' } }
                echo "tries ${tries}"
                retry(2) { tries++; error "failed at ${tries}" }
                """);

        assertThat(ran.console()).containsSubsequence("ERROR: once", "tries 2", "ERROR: failed at 3", "Retrying");
        assertThat(ran.outcome().failure())
                .get()
                .extracting(Throwable::getMessage)
                .isEqualTo("failed at 4");
    }

    @Test
    void sleepsInUnitsOfTheStepAndNotOfGroovy() throws Exception {
        PipelineRun run = host.start("node { sleep 90 }\nsleep 5\nsleep(time: 2, unit: 'HOURS')\necho 'awake'\n");
        host.timer().passAfter(1, Duration.ofSeconds(90));
        host.timer().passAfter(1, Duration.ofSeconds(5));
        host.timer().passAfter(1, Duration.ofHours(2));
        Ran ran = host.finish(run);

        assertThat(ran.console())
                .containsSubsequence("Sleeping for 1 min 30 sec", "Sleeping for 5 sec", "Sleeping for 2 hr", "awake");
    }

    @Test
    void readsAndWritesTheEnvironment() throws Exception {
        host.branch("main").parameter("VERSION", "1.2");
        Ran ran = host.run("""
                env.COLOR = 'green'
                withEnv(['SIZE=big', "LABEL=${env.COLOR}-\\$SIZE", 'PATH+TOOLS=/tools']) {
                    echo "${env.COLOR} ${SIZE} ${env.LABEL} ${env.PATH.startsWith('/tools:')}"
                }
                echo "${env.SIZE} ${BRANCH_NAME} ${env.JOB_NAME} ${BUILD_NUMBER} ${params.VERSION} ${VERSION}"
                """);

        assertThat(ran.console()).contains("green big green-big true", "null main shop 1 1.2 1.2");
    }

    @Test
    void knowsTheCurrentBuild() throws Exception {
        Ran ran = host.run("""
                currentBuild.displayName = 'v1.4.2'
                currentBuild.description = 'Adds invoices'
                echo "${currentBuild.number} ${currentBuild.displayName} ${currentBuild.result} ${currentBuild.currentResult}"
                currentBuild.result = 'UNSTABLE'
                echo "${currentBuild.currentResult} ${currentBuild.durationString} ${currentBuild.previousBuild}"
                """);

        assertThat(ran.console()).contains("1 v1.4.2 null SUCCESS", "UNSTABLE 0 ms null");
        assertThat(ran.result()).isEqualTo("UNSTABLE");
    }

    @Test
    void definesParametersWithProperties() throws Exception {
        Ran ran = host.run("""
                properties([parameters([string(name: 'VERSION', defaultValue: '7'), choice(name: 'C', choices: ['x', 'y'])])])
                echo "${params.VERSION} ${params.C}"
                """);

        assertThat(ran.console()).contains("7 x");
    }

    @Test
    void asksOnTheTerminal() throws Exception {
        host.answering("yes", "42");
        Ran ran = host.run("""
                input 'Go on?'
                def size = input(message: 'Size?', parameters: [string(name: 'SIZE', defaultValue: '1')])
                echo "size ${size}"
                """);

        assertThat(ran.console()).contains("size 42");
    }

    @Test
    void abortsWhenTheAnswerIsNo() throws Exception {
        host.answering("no");
        Ran ran = host.run("input message: 'Go on?', ok: 'Deploy'\necho 'never'\n");

        assertThat(ran.result()).isEqualTo("ABORTED");
        assertThat(ran.console()).contains("Rejected at the terminal").doesNotContain("never");
    }

    @Test
    void saysThatNobodyCanBeAsked() throws Exception {
        Ran ran = host.run("input 'Go on?'\n");

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.console())
                .contains("ERROR: The input step 'Go on?' cannot ask: there is no terminal."
                        + " Run interactively, or skip it with a build parameter.");
    }

    @Test
    void worksWithFilesInTheWorkspace() throws Exception {
        Ran ran = host.run("""
                checkout scm
                dir('sub') {
                    writeFile file: 'a/b.txt', text: 'content'
                    echo "${readFile('a/b.txt')} ${fileExists('a/b.txt')} ${fileExists 'c'}"
                }
                """);

        assertThat(ran.console())
                .contains("content true false")
                .anyMatch(line -> line.startsWith("Nothing is checked"));
        assertThat(Files.readString(host.workspace().resolve("sub/a/b.txt"))).isEqualTo("content");
    }

    @Test
    void countsBuildsAndKeepsTheirConsoleAcrossProcesses() throws Exception {
        host.run("echo 'one'\n");
        Path home = host.jenkins().getRootDir().toPath();
        host.close();
        host = new JenkinsfileHarness(home.getParent());
        Ran ran = host.run("echo \"number ${currentBuild.number} after ${currentBuild.previousBuild.result}\"\n");

        assertThat(ran.console()).contains("number 2 after SUCCESS");
        assertThat(Files.readAllLines(home.resolve("jobs/shop/builds/1/log")))
                .containsExactly("Started by user alice", "one", "Finished: SUCCESS");
    }
}
