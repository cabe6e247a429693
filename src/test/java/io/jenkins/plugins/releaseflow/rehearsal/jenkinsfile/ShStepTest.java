package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileHarness.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sh step. */
class ShStepTest {

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
    void printsTheOutputAndTheCommands() throws Exception {
        Ran ran = host.run("sh 'echo out; echo err >&2'\n");

        assertThat(ran.console()).contains("+ echo out", "out", "err");
    }

    @Test
    void failsWithTheExitCode() throws Exception {
        Ran ran = host.run("sh 'exit 3'\n");

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.console()).contains("ERROR: script returned exit code 3");
    }

    @Test
    void returnsOutputOrStatusWhenAsked() throws Exception {
        Ran ran = host.run("""
                def out = sh(script: 'printf "a b"', returnStdout: true).trim()
                def status = sh(script: 'exit 4', returnStatus: true)
                echo "<${out}> ${status}"
                """);

        assertThat(ran.console()).contains("<a b> 4");
    }

    @Test
    void runsInTheCurrentDirectoryWithTheEnvironmentOfTheStep() throws Exception {
        Ran ran = host.run(
                "dir('sub') { withEnv(['COLOR=red']) { sh 'echo $COLOR in $(basename $(pwd)) $GREETING' } }\n");

        assertThat(ran.console()).contains("red in sub hello");
    }

    @Test
    void stopsAtTheFirstFailingCommand() throws Exception {
        Ran ran = host.run("sh '''\nfalse\necho never\n'''\n");

        assertThat(ran.console()).doesNotContain("never");
        assertThat(ran.result()).isEqualTo("FAILURE");
    }

    @Test
    void obeysTheInterpreterOfTheFirstLine() throws Exception {
        Ran ran = host.run("sh '''#!/bin/sh\nfalse\necho \"went on\"\n'''\n");

        assertThat(ran.console()).contains("went on").doesNotContain("+ false");
    }
}
