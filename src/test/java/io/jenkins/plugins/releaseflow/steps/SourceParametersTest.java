package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.Promotion;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the parameters of steps that deploy and run come to, and what of them does not go together. */
class SourceParametersTest {
    private static final String IMAGE = "registry.example/api@sha256:" + "a".repeat(64);

    @Test
    void anImageWithCredentialsGoesToAJobToo() {
        DeployBuildStep step = new DeployBuildStep(new JobTarget("migrate"));
        step.setImage(IMAGE);
        step.setImageCredentials("registry");

        assertThat(step.work())
                .isEqualTo(new NodeWork.DeployImage(
                        Target.job("migrate"),
                        new ImagePin(IMAGE),
                        Optional.of("registry"),
                        CommandOverride.UNCHANGED,
                        CommandUse.STAYS,
                        NodeKind.DEPLOY_BUILD));
    }

    @Test
    void aPromotionNamesItsSourceAndEnvironment() {
        DeployServiceStep step = new DeployServiceStep("api");
        step.setFromJob("migrate");
        step.setFromEnvironment("staging");

        assertThat(step.work()).isInstanceOfSatisfying(NodeWork.Promote.class, promote -> assertThat(promote.source())
                .isEqualTo(new Promotion(Target.job("migrate"), "staging")));
    }

    @Test
    void aCommandMayBeMeantForTheReleaseOnly() {
        DeployServiceStep step = new DeployServiceStep("api");
        step.setBuild("app");
        step.setProcess("migrate");
        step.setRestoreCommand(true);

        assertThat(step.work()).isInstanceOfSatisfying(NodeWork.DeployBuild.class, deploy -> {
            assertThat(deploy.use()).isEqualTo(CommandUse.PUT_BACK);
            assertThat(deploy.override().process()).contains("migrate");
            assertThat(deploy.override().form()).isEqualTo(CommandOverride.Form.BUILDPACK);
        });
    }

    @Test
    void aRunMayHaveABuildOfItsOwnAndQueue() {
        RunJobStep step = new RunJobStep("migrate");
        step.setBuild("app");
        step.setBuildId("b1");
        step.setPlan("nf-compute-200");
        step.setConcurrency("queue");

        assertThat(step.work()).isInstanceOfSatisfying(NodeWork.RunJob.class, run -> {
            assertThat(run.source().build().orElseThrow().buildId()).contains("b1");
            assertThat(run.plan()).contains("nf-compute-200");
            assertThat(run.concurrency()).isEqualTo(Concurrency.QUEUE);
        });
    }

    @Test
    void aCommandIsGivenToAShellUnlessSaidOtherwiseAndIsNotRepeated() {
        RunCommandStep step = new RunCommandStep("cat version");
        assertThatIllegalArgumentException().isThrownBy(step::work).withMessageStartingWith("service: is missing");
        step.setService("api");
        assertThat(step.work())
                .isEqualTo(new NodeWork.Command(new CommandRequest(
                        Target.service("api"), "cat version", Optional.of("sh"), Optional.empty(), false, false)));
        assertThat(step.repeatRefusal("retry: 1"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("retry: 1 would run the command more than once"));
        step.setRepeatable(true);
        assertThat(step.repeatRefusal("retry: 1")).isEmpty();
        step.setJob("migrate");
        assertThatIllegalArgumentException().isThrownBy(step::work).withMessageContaining("are both given");
        step.setService("");
        step.setShell("none");
        step.setUser("app");
        assertThat(step.work())
                .isEqualTo(new NodeWork.Command(new CommandRequest(
                        Target.job("migrate"), "cat version", Optional.empty(), Optional.of("app"), false, false)));
        assertThatIllegalArgumentException()
                .isThrownBy(new RunCommandStep(" ")::work)
                .withMessageStartingWith("command: is empty");
    }

    @Test
    void onlyWhatIsNoMigrationRunsBesideItselfUnlessSaidOtherwise() {
        assertThat(concurrency("", "")).isEqualTo(Concurrency.FORBID);
        assertThat(concurrency("expand", "")).isEqualTo(Concurrency.FORBID);
        assertThat(concurrency("none", "")).isEqualTo(Concurrency.ALLOW);
        assertThat(concurrency("none", "forbid")).isEqualTo(Concurrency.FORBID);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> concurrency("expand", "allow"))
                .withMessageStartingWith("concurrency: 'allow' would run job 'migrate' beside itself");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> concurrency("", "replace"))
                .withMessage("concurrency: 'replace' is not known; use forbid or queue or allow");
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedByName() {
        refused("image: '" + IMAGE + "' is given together with build 'app'; give one of the two", step -> {
            step.setBuild("app");
            step.setImage(IMAGE);
        });
        refused("fromService: 'web' is given together with image '" + IMAGE + "'; give one of the two", step -> {
            step.setImage(IMAGE);
            step.setFromService("web");
        });
        refused("fromEnvironment: 'staging' is given alone", step -> {
            step.setBuild("app");
            step.setFromEnvironment("staging");
        });
        refused("buildIfMissing: is given together with image", step -> {
            step.setImage(IMAGE);
            step.setBuildIfMissing(true);
        });
        refused("imageCredentials: 'registry' is given together with build 'app'", step -> {
            step.setBuild("app");
            step.setImageCredentials("registry");
        });
        refused("image: 'registry.example/api:1' has no digest", step -> step.setImage("registry.example/api:1"));
        refused("process: 'web' is given together with a command", step -> {
            step.setBuild("app");
            step.setProcess("web");
            step.setCommand("run");
        });
        refused("restoreCommand: there is nothing to put back", step -> {
            step.setBuild("app");
            step.setRestoreCommand(true);
        });
        refused("buildpack: says how a command is given", step -> {
            step.setBuild("app");
            step.setBuildpack(true);
        });
        refused("build: is missing; say what goes to the service", step -> {});
    }

    @Test
    void aRunThatChoosesABuildSaysOfWhichBuildService() {
        RunJobStep step = new RunJobStep("migrate");
        step.setBranch("main");

        assertThatIllegalArgumentException().isThrownBy(step::work).withMessageStartingWith("build: is missing");
    }

    private static Concurrency concurrency(String migration, String word) {
        RunJobStep step = new RunJobStep("migrate");
        step.setMigration(migration);
        step.setConcurrency(word);
        return ((NodeWork.RunJob) step.work()).concurrency();
    }

    private static void refused(String message, Consumer<DeployServiceStep> parameters) {
        DeployServiceStep step = new DeployServiceStep("api");
        parameters.accept(step);
        assertThatIllegalArgumentException().isThrownBy(step::work).withMessageStartingWith(message);
    }
}
