package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The release flows of {@code examples/sources}, from the command line to the emulated platform. */
@Timeout(120)
class SourcesExampleTest {
    private static final Path EXAMPLES = Path.of("examples/sources");

    @TempDir
    private Path home;

    @Test
    void theBuildThatIsLiveOnStagingIsPutOnProduction() throws IOException {
        Ended ended = rehearse("Jenkinsfile.promotion");

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out()).contains("Promote service api-staging of staging to job migrate: ");
        assertThat(ended.out())
                .contains("live there by release staging #1", "as this release has taken it from there before");
        assertThat(ended.out())
                .containsOnlyOnce("Continuous deployment of service api-staging was on; the platform turns it off");
        JsonNode staged = show("staging");
        assertThat(staged.at("/nodes/0/continuousDeployment").asBoolean()).isTrue();
        JsonNode released = show("production");
        assertThat(released.at("/nodes/0/pin/buildId")).isEqualTo(staged.at("/nodes/0/pin/buildId"));
        assertThat(released.at("/nodes/2/pin/buildId")).isEqualTo(staged.at("/nodes/0/pin/buildId"));
        assertThat(released.at("/nodes/2/request/promotedFrom").asText()).isEqualTo("service api-staging of staging");
        assertThat(migrations()).hasSize(1);
    }

    @Test
    void anImageIsDeployedByItsDigestWithItsCredentials() throws IOException {
        Ended ended = rehearse("Jenkinsfile.image");

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        JsonNode node = show("production").at("/nodes/0");
        assertThat(node.at("/pin/image").asText()).startsWith("registry.example/tools@sha256:");
        assertThat(node.at("/request/imageCredentials").asText()).isEqualTo("example-registry");
        assertThat(migrations()).containsExactly("migrated by the image");
    }

    @Test
    void anImageThatCannotBePulledIsToldInThePlatformsWords() throws IOException {
        Path jenkinsfile = Files.writeString(
                home.resolve("Jenkinsfile"),
                Files.readString(EXAMPLES.resolve("Jenkinsfile.image")).replace("'example-registry'", "'another'"));

        Ended ended = rehearse(jenkinsfile);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).contains("Unable to verify external image");
        assertThat(home.resolve("migrations")).doesNotExist();
    }

    @Test
    void oneRunHasAnotherBuildProcessPlanAndVariablesAndTheJobStaysAsItIs() throws IOException {
        Ended ended = rehearse("Jenkinsfile.job");

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        JsonNode request = show("production").at("/nodes/0/request");
        assertThat(request.at("/process").asText()).isEqualTo("migrate");
        assertThat(request.at("/plan").asText()).isEqualTo("nf-compute-200");
        assertThat(request.at("/image/build").asText()).isEqualTo("pack");
        assertThat(request.at("/concurrency").asText()).isEqualTo("queue");
        assertThat(migrations()).containsExactly("migrated to 1.0.0 by the Procfile");
    }

    @Test
    void theServiceMigratesOnceWhenItStartsAndItsOwnCommandComesBack() throws IOException {
        Ended ended = rehearse("Jenkinsfile.command");

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        JsonNode nodes = show("production").at("/nodes");
        assertThat(nodes).hasSize(2);
        assertThat(nodes.at("/1/label").asText()).isEqualTo("Put back the command of service api");
        assertThat(nodes.at("/1/state").asText()).isEqualTo("completed");
        assertThat(ended.out()).contains("Put back the command of service api");
        assertThat(migrations()).containsExactly("migrated to 1.0.0 at the start");
    }

    @Test
    void aJobThatThePlatformRunsByItselfIsNotRunASecondTime() throws IOException {
        Ended ended = rehearse("Jenkinsfile.by-itself");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .contains("has begun to run without being asked to", "'Run on image change'", "runOnSourceChange")
                .contains("'never'", "Nothing was started");
        assertThat(migrations()).containsExactly("migrated to 1.0.0 by itself");
    }

    @Test
    void commandsRunInTheContainerOfTheServiceThatWasDeployedBefore() throws IOException {
        Ended ended = rehearse("Jenkinsfile.in-container");

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("The container says that it is 1.0.0", "grep ended with exit code 1")
                .contains("Run a command in service api");
        JsonNode nodes = show("production").at("/nodes");
        assertThat(nodes.at("/1/kind").asText()).isEqualTo("run-command");
        assertThat(nodes.at("/1/request/command").asText()).isEqualTo("cat version");
        assertThat(nodes.at("/1/facts/output").asText()).isEqualTo("1.0.0");
        assertThat(nodes.at("/2/facts/exitCode").asText()).isEqualTo("1");
        assertThat(nodes.at("/2/state").asText()).isEqualTo("completed");
    }

    @Test
    void aCommandThatFailsFailsItsReleaseWithWhatItPrinted() throws IOException {
        Path jenkinsfile = Files.writeString(
                home.resolve("Jenkinsfile"),
                Files.readString(EXAMPLES.resolve("Jenkinsfile.in-container"))
                        .replace("cat version'", "cat missing; exit 4'"));

        Ended ended = rehearse(jenkinsfile);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).contains("exit code 4", "No such file");
        assertThat(show("production").at("/nodes")).hasSize(2);
    }

    private List<String> migrations() throws IOException {
        return Files.readAllLines(home.resolve("migrations")).stream()
                .map(String::strip)
                .toList();
    }

    private Ended rehearse(String name) {
        return rehearse(EXAMPLES.resolve(name));
    }

    private Ended rehearse(Path jenkinsfile) {
        return CommandLineCall.call(jenkinsfile, "--project", EXAMPLES.resolve("rehearsal.yaml"), "--home", home);
    }

    private JsonNode show(String environment) {
        return CommandLineCall.call("show", "1", "--environment", environment, "--home", home, "--json")
                .json();
    }
}
