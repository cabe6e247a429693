package io.jenkins.plugins.releaseflow.standin;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration outlives the host, in one file for each class. */
@SuppressWarnings("try") // a host works by being there
class GlobalConfigurationTest {
    @TempDir
    private Path home;

    @Test
    void whatIsSavedIsThereAfterARestart() throws Exception {
        try (StandinJenkins first = StandinJenkins.start(home)) {
            SampleConfiguration.get().change("https://example.org", Secret.fromString("s3cr3t-token"), "one", 1);
        }
        try (StandinJenkins second = StandinJenkins.start(home)) {
            SampleConfiguration read = SampleConfiguration.get();

            assertThat(read.address()).isEqualTo("https://example.org");
            assertThat(read.token().getPlainText()).isEqualTo("s3cr3t-token");
            assertThat(read.entries()).containsExactly("one1");
            assertThat(read.notKept()).isEqualTo("fresh");
        }
    }

    @Test
    void secretsAreNotReadableInTheFile() throws Exception {
        try (StandinJenkins jenkins = StandinJenkins.start(home)) {
            SampleConfiguration.get().change("a", Secret.fromString("s3cr3t-token"), "one", 1);
        }

        assertThat(file()).exists().content().contains("<address>a</address>").doesNotContain("s3cr3t-token");
    }

    @Test
    void elementsThatNobodyKnowsAnyMoreAreSkipped() throws Exception {
        Files.writeString(file(), """
                <?xml version='1.1' encoding='UTF-8'?>
                <io.jenkins.plugins.releaseflow.standin.SampleConfiguration>
                  <address>kept</address>
                  <colour>blue</colour>
                </io.jenkins.plugins.releaseflow.standin.SampleConfiguration>
                """);

        try (StandinJenkins jenkins = StandinJenkins.start(home)) {
            assertThat(SampleConfiguration.get().address()).isEqualTo("kept");
        }
    }

    @Test
    void aDamagedFileLeavesTheDefaults() throws Exception {
        Files.writeString(file(), "<io.jenkins");

        try (StandinJenkins jenkins = StandinJenkins.start(home)) {
            assertThat(SampleConfiguration.get().address()).isEqualTo("default");
        }
    }

    private Path file() {
        return home.resolve(SampleConfiguration.class.getName() + ".xml");
    }
}
