package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the home can't be written a step fails with that cause, and the platform hears nothing of it. */
@Timeout(60)
class UnwritableHomeTest {
    @TempDir
    private Path home;

    private SteeredJenkins jenkins;

    @BeforeEach
    void start() throws Exception {
        jenkins = new SteeredJenkins(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    /** Also for a superuser, whom permissions do not hold: below a file nobody can write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "release-flow",
                "release-flow/environments",
                "release-flow/environments/production",
                "release-flow/environments/production/releases"
            })
    void theBlockFailsWithThatCauseBeforeThePlatformIsAsked(String unwritable) throws Exception {
        block(unwritable);

        PipelineRun run = jenkins.start("releaseFlow(environment: 'production') { runJob job: 'migrate' }");

        assertThatItFailedWithThatCause(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runBackup addon: 'orders'",
                "deployBuild build: 'shop-build', branch: 'main', target: job('migrate')",
                "runJob job: 'migrate'",
                "deployService service: 'shop', build: 'shop-build', branch: 'main'"
            })
    void everyStepByItselfFailsWithThatCauseBeforeThePlatformIsAsked(String step) throws Exception {
        block("release-flow");

        PipelineRun run = jenkins.start(step);

        assertThatItFailedWithThatCause(run);
    }

    private void assertThatItFailedWithThatCause(PipelineRun run) throws Exception {
        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        List<String> errors =
                jenkins.console().lines().filter(line -> line.contains("ERROR")).toList();
        assertThat(errors)
                .singleElement()
                .asString()
                .contains("ERROR: Can't write the release record " + home.resolve("release-flow"))
                .contains("Nothing was started. Make room or mend the permissions, and run again");
        assertThat(jenkins.console()).doesNotContain("\tat ");
        assertThat(jenkins.platform().starts()).isEmpty();
        assertThat(jenkins.platform().resolutions() + jenkins.platform().looks())
                .as("look-ups")
                .isZero();
    }

    private void block(String path) throws IOException {
        Path blocked = home.resolve(path);
        Files.createDirectories(blocked.getParent());
        Files.writeString(blocked, "");
    }
}
