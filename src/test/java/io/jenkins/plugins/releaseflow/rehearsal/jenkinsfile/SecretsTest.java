package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.Secret;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileHarness.Ran;
import io.jenkins.plugins.releaseflow.standin.StandinCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets reach the steps that need them, and nobody else. */
class SecretsTest {

    private JenkinsfileHarness host;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        host = new JenkinsfileHarness(home);
        StandinCredentials.get()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "token", "", Secret.fromString("s3cr3t-value")));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void bindsASecretTextForABlockAndHidesIt() throws Exception {
        Ran ran = host.run("""
                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                    echo "length ${TOKEN.length()}"
                    echo "value ${env.TOKEN}!"
                    sh 'echo from the shell $TOKEN'
                }
                echo "after ${env.TOKEN}"
                """);

        assertThat(ran.console()).contains("length 12", "value ****!", "from the shell ****", "after null");
        assertThat(String.join("\n", ran.console())).doesNotContain("s3cr3t");
        assertThat(Files.readString(host.jenkins().getRootDir().toPath().resolve("jobs/shop/builds/1/log")))
                .doesNotContain("s3cr3t");
    }

    @Test
    void setsASecretInAnEnvironmentBlock() throws Exception {
        Ran ran = host.run("""
                pipeline {
                    agent any
                    environment { TOKEN = credentials('token') }
                    stages { stage('A') { steps { echo "value ${TOKEN}, length ${TOKEN.size()}" } } }
                }
                """);

        assertThat(ran.console()).contains("value ****, length 12");
    }

    @Test
    void saysThatThereIsNoSuchSecret() throws Exception {
        Ran ran = host.run("withCredentials([string(credentialsId: 'tokne', variable: 'T')]) { echo 'x' }\n");

        assertThat(ran.result()).isEqualTo("FAILURE");
        assertThat(ran.console())
                .anyMatch(line -> line.startsWith("ERROR: There is no secret text with the credentials id 'tokne'."));
    }

    @Test
    void refusesOtherKindsOfBindings() throws Exception {
        Ran ran = host.run("def b = 'x'\nwithCredentials([b]) { echo 'x' }\n");

        assertThat(ran.outcome().mistake())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("a rehearsal has only secret texts.");
    }
}
