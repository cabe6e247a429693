package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileHarness.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong Jenkinsfile gets one line with file, line, cause and remedy, before anything of it has run where that can be told. */
class JenkinsfileMistakesTest {

    private JenkinsfileHarness host;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        host = new JenkinsfileHarness(home);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private String mistake(String jenkinsfile) {
        JenkinsfileException mistake = catchThrowableOfType(JenkinsfileException.class, () -> host.start(jenkinsfile));
        assertThat(mistake).as("refused before the run").isNotNull();
        assertThat(host.jenkins().getItem("shop")).as("nothing recorded").isNull();
        return mistake.getMessage();
    }

    private static String stage(String content) {
        return "pipeline {\n  agent any\n  stages {\n    stage('A') {\n" + content + "\n    }\n  }\n}\n";
    }

    @Test
    void namesAnUnknownSection() {
        assertThat(mistake("""
                        pipeline {
                            agent any
                            enviroment { A = 'b' }
                            stages { stage('A') { steps { echo 'x' } } }
                        }
                        """))
                .isEqualTo("Jenkinsfile:3: 'enviroment' is not known in a 'pipeline' block."
                        + " Did you mean 'environment'?");
    }

    @Test
    void namesAnUnknownStep() {
        assertThat(mistake(stage("steps {\n  ehco 'x'\n}")))
                .isEqualTo("Jenkinsfile:6: There is no step 'ehco'. Did you mean 'echo'?");
    }

    @Test
    void listsTheKnownStepsWhenNoneIsNear() {
        assertThat(mistake(stage("steps {\n  frobnicate 'x'\n}")))
                .startsWith("Jenkinsfile:6: There is no step 'frobnicate'. Known steps: ")
                .contains(" checkout, ", " withEnv, writeFile.")
                .hasLineCount(1);
    }

    @Test
    void namesAnUnknownParameterOfAStep() {
        assertThat(mistake(stage("steps {\n  deliver biuld: 'b', target: testJob('j')\n}")))
                .isEqualTo("Jenkinsfile:6: The step 'deliver' has no parameter 'biuld'. Did you mean 'build'?"
                        + " Known parameters: build, target, tries.");
    }

    @Test
    void namesAMissingParameterOfAStep() {
        assertThat(mistake(stage("steps {\n  deliver build: 'b'\n}")))
                .isEqualTo("Jenkinsfile:6: The step 'deliver' lacks the parameter 'target'."
                        + " Write deliver(target: …).");
    }

    @Test
    void findsAWrongParameterInScriptedCodeToo() {
        assertThat(mistake("node {\n  echo 'first'\n  deliver target: testJob('j'), bulid: 'b'\n}\n"))
                .startsWith("Jenkinsfile:3: The step 'deliver' has no parameter 'bulid'.");
    }

    @Test
    void findsAWrongParameterInAScriptBlock() {
        assertThat(mistake(stage("steps {\n  script {\n    def x = deliver(bulid: 'b')\n  }\n}")))
                .startsWith("Jenkinsfile:7: The step 'deliver' has no parameter 'bulid'.");
    }

    @Test
    void namesAnUnknownParameterOfANestedValue() {
        assertThat(mistake("echo 'first'\ndeliver build: 'b', target: testJob(jbo: 'j')\n"))
                .isEqualTo("Jenkinsfile:2: The symbol 'testJob' has no parameter 'jbo'. Did you mean 'job'?"
                        + " Known parameters: job.");
    }

    @Test
    void judgesValuesThatAreWrittenOutBeforeTheRun() {
        assertThat(mistake("echo 'first'\ndeliver build: 'b', target: testJob('j'), tries: 0\n"))
                .startsWith("Jenkinsfile:2: The step 'deliver' can't be called like this: ")
                .contains("tries is 0; give at least 1.");
        assertThat(mistake("catchError(buildResult: 'BAD') { echo 'x' }\n"))
                .contains("buildResult is 'BAD'; give one of SUCCESS, UNSTABLE,");
        assertThat(mistake("sleep(time: 1, unit: 'FORTNIGHTS')\n"))
                .startsWith("Jenkinsfile:1: ")
                .contains("FORTNIGHTS");
    }

    @Test
    void judgesTheArgumentsOfOptions() {
        assertThat(
                        mistake(
                                "pipeline { agent any; options { timeout(tiem: 1) }\n stages { stage('A') { steps { echo 'x' } } } }"))
                .startsWith("Jenkinsfile:1: The step 'timeout' has no parameter 'tiem'. Did you mean 'time'?");
    }

    @Test
    void leavesArgumentsThatOnlyTheRunKnowsToTheRun() throws Exception {
        Ran ran = host.run("""
                def arguments = [build: 'b', target: testJob('j')]
                echo deliver(arguments)
                echo deliver(*: arguments, tries: 2)
                def block = { echo 'in the block' }
                inRoom('kitchen', block)
                """);

        assertThat(ran.console()).contains("b to job j in 1", "b to job j in 2", "in the block");
    }

    @Test
    void wantsNamesForSeveralArguments() {
        assertThat(mistake(stage("steps {\n  deliver 'b', 'j'\n}")))
                .startsWith("Jenkinsfile:6: The step 'deliver' is called with 2 arguments without names. Name the")
                .contains("deliver(build: …, target: …");
    }

    @Test
    void wantsABlockForAStepThatTakesOne() {
        assertThat(mistake("inRoom 'kitchen'\n"))
                .isEqualTo("Jenkinsfile:1: The step 'inRoom' has no block. Write it as inRoom(…) { … }.");
    }

    @Test
    void saysWhereTheSyntaxIsWrong() {
        assertThat(mistake("node {\n  echo 'x'\n  def = 3\n}\n"))
                .startsWith("Jenkinsfile:3: ")
                .hasLineCount(1);
    }

    @Test
    void saysThatThereIsNoJenkinsfile() {
        assertThatThrownBy(() -> JenkinsfileSource.read(host.workspace().resolve("Jenkinsfile")))
                .isInstanceOf(JenkinsfileException.class)
                .hasMessageStartingWith("There is no Jenkinsfile at '");
    }

    @Test
    void refusesSharedLibraries() {
        assertThat(mistake("@Library('ours') _\necho 'x'\n"))
                .startsWith("Jenkinsfile:1: @Library is not supported in rehearsal");
        assertThat(mistake("@Library('ours')\nimport com.acme.Tool\necho 'x'\n"))
                .contains("@Library is not supported in rehearsal");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pipeline { stages { stage('A') { steps { echo 'x' } } } } | The pipeline has no 'agent'.
                    pipeline { agent any }                                    | The pipeline has no 'stages'.
                    pipeline { agent any; stages { } }                        | The 'stages' block has no stage.
                    pipeline { agent any; stages { stage('A') { } } }         | The stage 'A' has no 'steps'.
                    pipeline { agent any; stages { stage('A') { steps { } } } } | The 'steps' block is empty.
                    pipeline { agent any; stages { stage { steps { echo 'x' } } } } | The stage has no name.
                    pipeline { agent some; stages { stage('A') { steps { echo 'x' } } } } | 'some' is no agent that rehearsal knows.
                    pipeline { agent { docker 'x' }; stages { stage('A') { steps { echo 'x' } } } } | 'docker' is not known in a 'agent' block.
                    pipeline { agent any; agent any; stages { stage('A') { steps { echo 'x' } } } } | There are two 'agent' in one 'pipeline' block.
                    pipeline { agent any; stages { stage('A') { steps { echo 'x' } }; stage('A') { steps { echo 'x' } } } } | There are two stages with the name 'A' side by side.
                    pipeline { agent any; stages { stage('A') { steps { echo 'x' }; parallel { stage('B') { steps { echo 'x' } } } } } } | The stage 'A' has both 'steps' and 'parallel'.
                    pipeline { agent any; options { timeuot(1) }; stages { stage('A') { steps { echo 'x' } } } } | 'timeuot' is not known in a 'options' block.
                    pipeline { agent any; stages { stage('A') { when { }; steps { echo 'x' } } } } | The 'when' block has no condition.
                    pipeline { agent any; stages { stage('A') { when { tag 'x' }; steps { echo 'x' } } } } | 'tag' is not known in a 'when' block.
                    pipeline { agent any; stages { stage('A') { steps { echo 'x' }; post { failed { echo 'y' } } } } } | 'failed' is not known in a 'post' block.
                    pipeline { agent any; environment { echo 'x' }; stages { stage('A') { steps { echo 'x' } } } } | Only NAME = value may stand in an 'environment' block.
                    pipeline { agent any; parameters { string(defaultValue: 'x') }; stages { stage('A') { steps { echo 'x' } } } } | The build parameter 'string' has no name.
                    pipeline { agent any; stages { def x = 1; stage('A') { steps { echo 'x' } } } } | This statement may not stand in a 'stages' block.
                    pipeline { agent any; stages { stage('A') { matrix { }; steps { echo 'x' } } } } | 'matrix' is not known in a 'stage' block.
                    """)
    void judgesTheStructureOfADeclarativePipeline(String jenkinsfile, String problem) {
        assertThat(mistake(jenkinsfile)).startsWith("Jenkinsfile:1: " + problem).hasLineCount(1);
    }

    @Test
    void explainsTwoBlocksOnOneLine() {
        assertThat(
                        mistake(
                                "pipeline { agent any\n stages { stage('A') { steps { echo 'x' } post { always { echo 'y' } } } } }"))
                .isEqualTo("Jenkinsfile:2: 'post' stands behind another block. Put it on a line of its own.");
    }

    @Test
    void acceptsStepsThatTheJenkinsfileDefinesItself() throws Exception {
        Ran ran = host.run("""
                def greet(name) { echo "hi ${name}" }
                pipeline {
                    agent any
                    stages { stage('A') { steps { greet('bob') } } }
                }
                """);

        assertThat(ran.console()).contains("hi bob");
    }

    @Test
    void namesTheLineOfAnUnknownStepWhenItIsReached() throws Exception {
        Ran ran = host.run("node {\n  echo 'first'\n  if (true) {\n    frobnicate addon: 'x'\n  }\n}\n");

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.outcome().mistake())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("Jenkinsfile:4: There is no step or function 'frobnicate'. Known steps: ");
        assertThat(ran.console()).anyMatch(line -> line.startsWith("ERROR: Jenkinsfile:4: There is no step"));
    }

    @Test
    void namesTheLineOfAnUnknownVariable() throws Exception {
        Ran ran = host.run("node {\n  echo 'x'\n  echo \"${versoin}\"\n}\n");

        assertThat(ran.outcome().mistake())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("Jenkinsfile:3: There is no variable or property 'versoin'.");
    }

    @Test
    void saysWhatIsWrongWithAValue() throws Exception {
        Ran ran = host.run("def n = 0\ndeliver build: 'b', target: testJob('j'), tries: n\n");

        assertThat(ran.outcome().mistake())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("Jenkinsfile:2: The step 'deliver' can't be called like this: ")
                .endsWith("tries is 0; give at least 1.");
    }

    @Test
    void isNotHiddenByCatchError() throws Exception {
        Ran ran = host.run("catchError {\n  nonsense()\n}\n");

        assertThat(ran.outcome().mistake()).isPresent();
    }

    @Test
    void aFailingStepIsNoMistake() throws Exception {
        Ran ran = host.run("error 'no'\n");

        assertThat(ran.outcome().mistake()).isEmpty();
        assertThat(ran.console())
                .containsSubsequence("ERROR: no", "  in Jenkinsfile:1, error", "Finished: FAILURE")
                .noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void aFailureSaysWhichStepOfTheJenkinsfileItComesFrom() throws Exception {
        Ran ran = host.run("stage('A') {\n  retry(2) {\n    error 'no'\n  }\n}\n");

        assertThat(ran.console()).containsSubsequence("ERROR: no", "  in Jenkinsfile:3, error", "Finished: FAILURE");
    }

    @Test
    void anExceptionOfTheScriptSaysItsLineAndNothingOfOurInside() throws Exception {
        Ran ran = host.run("def nothing = null\nnothing.call()\n");

        assertThat(ran.console())
                .containsSubsequence("  in Jenkinsfile:2", "Finished: FAILURE")
                .noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void aTextWhereAValueIsDueNamesTheValuesThatThereAre() {
        assertThat(mistake("deployBuild build: 'api-build', target: 'migrate'\n"))
                .contains("'target' expects job('…') or service('…') but got the text \"migrate\"");
    }
}
