package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileHarness.Ran;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Declarative pipeline does when it runs. */
class DeclarativePipelineTest {

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
    void runsTheStagesInOrder() throws Exception {
        Ran ran = host.run("""
                pipeline {
                    agent any
                    stages {
                        stage('Build') { steps { echo 'building' } }
                        stage('Deploy') { steps { echo 'deploying' } }
                    }
                }
                """);

        assertThat(ran.result()).isEqualTo("SUCCESS");
        assertThat(ran.console())
                .containsSubsequence("Started by user alice", "building", "deploying", "Finished: SUCCESS");
        assertThat(host.events().stages())
                .containsExactly("started Build", "ended Build SUCCESS", "started Deploy", "ended Deploy SUCCESS");
    }

    @Test
    void skipsTheStagesAfterAFailureAndStillRunsPost() throws Exception {
        Ran ran = host.run("""
                pipeline {
                    agent { label 'linux' }
                    stages {
                        stage('Migrate') {
                            steps { error 'the migration failed' }
                            post { failure { echo 'stage failed' }; success { echo 'stage fine' } }
                        }
                        stage('Deploy') { steps { echo 'deploying' } }
                    }
                    post {
                        always { echo "always after ${currentBuild.currentResult}" }
                        failure { echo 'failed' }
                        success { echo 'fine' }
                        unsuccessful { echo 'unsuccessful' }
                        cleanup { echo 'cleaned up' }
                    }
                }
                """);

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.console())
                .containsSubsequence(
                        "stage failed",
                        "Stage \"Deploy\" skipped due to earlier failure(s)",
                        "always after FAILURE",
                        "failed",
                        "unsuccessful",
                        "cleaned up",
                        "ERROR: the migration failed",
                        "Finished: FAILURE")
                .doesNotContain("deploying", "stage fine", "fine");
        assertThat(host.events().stages())
                .containsExactly(
                        "started Migrate", "ended Migrate FAILURE", "started Deploy", "ended Deploy NOT_BUILT");
        assertThat(ran.outcome().mistake()).isEmpty();
    }

    @Test
    void comparesWithTheBuildBeforeInPost() throws Exception {
        String jenkinsfile = """
                pipeline {
                    agent any
                    parameters { booleanParam(name: 'FAIL', defaultValue: false) }
                    stages { stage('A') { steps { script { if (params.FAIL) { error 'no' } } } } }
                    post {
                        fixed { echo 'fixed' }
                        regression { echo 'regression' }
                        changed { echo 'changed' }
                    }
                }
                """;
        host.run(jenkinsfile);
        assertThat(host.lines()).contains("changed").doesNotContain("fixed", "regression");

        host.parameter("FAIL", "true").run(jenkinsfile);
        assertThat(host.lines()).contains("regression");

        host.parameter("FAIL", "false").run(jenkinsfile);
        assertThat(host.lines()).contains("fixed");
    }

    @Test
    void setsVariablesOfThePipelineAndOfAStage() throws Exception {
        Ran ran = host.run("""
                pipeline {
                    agent any
                    environment {
                        APP = 'shop'
                        IMAGE = "registry/${APP}:${env.BUILD_NUMBER}"
                    }
                    stages {
                        stage('A') {
                            environment { COLOR = "${APP}-green" }
                            steps {
                                echo "${IMAGE} ${COLOR} ${env.GREETING}"
                                sh 'echo from the shell: $IMAGE $COLOR'
                            }
                        }
                        stage('B') { steps { echo "after: ${env.COLOR}" } }
                    }
                }
                """);

        assertThat(ran.console())
                .contains(
                        "registry/shop:1 shop-green hello",
                        "from the shell: registry/shop:1 shop-green",
                        "after: null");
    }

    @Test
    void givesParametersTheirDefaultsAndTypes() throws Exception {
        host.parameter("TARGET", "production");
        Ran ran = host.run("""
                pipeline {
                    agent any
                    parameters {
                        string(name: 'VERSION', defaultValue: '1.0', description: 'What to release')
                        booleanParam(name: 'DRY', defaultValue: true)
                        choice(name: 'TARGET', choices: ['staging', 'production'])
                        text(name: 'NOTES', defaultValue: 'none')
                    }
                    stages {
                        stage('A') {
                            steps {
                                echo "${params.VERSION} ${params.DRY.class.simpleName} ${params.TARGET} ${params.NOTES}"
                                echo "$VERSION ${env.TARGET}"
                            }
                        }
                    }
                }
                """);

        assertThat(ran.console()).contains("1.0 Boolean production none", "1.0 production");
    }

    @Test
    void refusesAParameterThatTheJenkinsfileDoesNotHave() throws Exception {
        host.parameter("VERSOIN", "2");
        Ran ran = host.run("""
                pipeline {
                    agent any
                    parameters { string(name: 'VERSION') }
                    stages { stage('A') { steps { echo 'never' } } }
                }
                """);

        assertThat(ran.outcome().mistake())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("no build parameter 'VERSOIN'", "Did you mean 'VERSION'?");
        assertThat(ran.console()).doesNotContain("never");
    }

    @Test
    void runsAStageOnlyWhenItsConditionsHold() throws Exception {
        host.branch("release/1.4");
        Ran ran = host.run("""
                pipeline {
                    agent any
                    environment { LEVEL = 'high' }
                    stages {
                        stage('Main') { when { branch 'main' }; steps { echo 'on main' } }
                        stage('Release') { when { branch 'release/*' }; steps { echo 'on release' } }
                        stage('Any') {
                            when { anyOf { branch 'main'; environment name: 'LEVEL', value: 'high' } }
                            steps { echo 'any' }
                        }
                        stage('Not') {
                            when { beforeAgent true; not { branch 'main' }; expression { return env.LEVEL == 'high' } }
                            steps { echo 'not' }
                        }
                        stage('All') {
                            when { allOf { branch 'release/*'; expression { false } } }
                            steps { echo 'all' }
                        }
                    }
                }
                """);

        assertThat(ran.result()).isEqualTo("SUCCESS");
        assertThat(ran.console())
                .contains("on release", "any", "not", "Stage \"Main\" skipped due to when conditional")
                .doesNotContain("on main", "all");
        assertThat(host.events().stages()).contains("ended Main NOT_BUILT", "ended Release SUCCESS");
    }

    @Test
    void runsParallelAndNestedStages() throws Exception {
        Ran ran = host.run("""
                pipeline {
                    agent none
                    stages {
                        stage('Checks') {
                            failFast true
                            parallel {
                                stage('Lint') { steps { echo 'linting' } }
                                stage('Test') {
                                    stages {
                                        stage('Unit') { steps { echo 'unit' } }
                                        stage('System') { steps { echo 'system' } }
                                    }
                                }
                            }
                        }
                        stage('After') { steps { echo 'after' } }
                    }
                }
                """);

        assertThat(ran.result()).isEqualTo("SUCCESS");
        assertThat(ran.console()).contains("[Lint] linting", "[Test] unit", "[Test] system", "after");
        assertThat(host.events().stages())
                .contains("ended Checks/Test/Unit SUCCESS", "ended Checks/Lint SUCCESS", "ended Checks SUCCESS");
    }

    @Test
    void givesUpAfterTheTimeOfThePipelinesOptions() throws Exception {
        PipelineRun run = host.start("""
                pipeline {
                    agent any
                    options {
                        timeout(time: 1, unit: 'HOURS')
                        disableConcurrentBuilds()
                        buildDiscarder(logRotator(numToKeepStr: '5'))
                        timestamps()
                    }
                    stages { stage('A') { steps { hang 'here' } } }
                    post { aborted { echo 'aborted in post' } }
                }
                """);
        assertThat(host.nextHanging()).isEqualTo("here");
        host.timer().passAfter(1, Duration.ofHours(2));
        Ran ran = host.finish(run);

        assertThat(ran.result()).isEqualTo("ABORTED");
        assertThat(ran.console()).contains("Timeout has been exceeded", "aborted in post", "Finished: ABORTED");
    }

    @Test
    void retriesAStage() throws Exception {
        Ran ran = host.run("""
                def tries = 0
                pipeline {
                    agent any
                    stages {
                        stage('Flaky') {
                            options { retry(3) }
                            steps { script { tries++; if (tries < 3) { error "try ${tries}" } ; echo "worked at ${tries}" } }
                        }
                    }
                }
                """);

        assertThat(ran.console()).containsSubsequence("ERROR: try 1", "Retrying", "ERROR: try 2", "worked at 3");
        assertThat(ran.result()).isEqualTo("SUCCESS");
    }

    @Test
    void goesOnAfterAFailingPostConditionAndFails() throws Exception {
        Ran ran = host.run("""
                pipeline {
                    agent any
                    stages { stage('A') { steps { echo 'fine' } } }
                    post { always { error 'post broke' }; cleanup { echo 'cleaned' } }
                }
                """);

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.console())
                .containsSubsequence("Error when executing always post condition:", "ERROR: post broke", "cleaned");
    }

    @Test
    void asksBeforeAStageWithInput() throws Exception {
        host.answering("green");
        Ran ran = host.run("""
                pipeline {
                    agent any
                    stages {
                        stage('Deploy') {
                            input {
                                message 'Deploy?'
                                ok 'Yes'
                                parameters { string(name: 'COLOR', defaultValue: 'blue') }
                            }
                            steps { echo "deploying ${COLOR}" }
                        }
                    }
                }
                """);

        assertThat(ran.console()).contains("deploying green");
    }

    @Test
    void saysThatTriggersAreIgnored() throws Exception {
        Ran ran = host.run("""
                pipeline {
                    agent any
                    triggers { cron('H 4 * * *') }
                    stages { stage('A') { steps { echo 'x' } } }
                }
                """);

        assertThat(ran.console()).contains("Triggers are ignored in a rehearsal.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "newBuild(build: 'api', policy: 'cd-promote')|",
                "newBuild('api')|",
                "pollSCM('* * * * *')|",
                "newBuild(biuld: 'api')|The symbol 'newBuild' has no parameter 'biuld'.",
                "newBuild()|The symbol 'newBuild' lacks the parameter 'build'.",
                "newBuild(build: 'api', policy: 'sometimes')|policy: 'sometimes' is not known; use never, cd-promote or always",
            })
    void judgesTheTriggerThatItKnowsBeforeAnythingRuns(String trigger, String problem) {
        String jenkinsfile = "pipeline {\n agent any\n triggers {\n " + trigger
                + "\n }\n stages { stage('A') { steps { echo 'x' } } }\n}";

        if (problem == null) {
            assertThatCode(() -> host.run(jenkinsfile)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> host.run(jenkinsfile)).hasMessageContaining(problem);
        }
    }

    @Test
    void skipsStagesAfterUnstableWhenTold() throws Exception {
        Ran ran = host.run("""
                pipeline {
                    agent any
                    options { skipStagesAfterUnstable() }
                    stages {
                        stage('Test') { steps { unstable 'two tests failed' } }
                        stage('Deploy') { steps { echo 'deploying' } }
                    }
                    post { unstable { echo 'unstable in post' } }
                }
                """);

        assertThat(ran.result()).isEqualTo("UNSTABLE");
        assertThat(ran.console())
                .contains("WARNING: two tests failed", "unstable in post")
                .doesNotContain("deploying");
        assertThat(host.events().stages()).contains("ended Test UNSTABLE", "ended Deploy NOT_BUILT");
    }
}
