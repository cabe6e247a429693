package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.StaplerRequest2;

/** What the forms of steps say while one types, and what the views of a Pipeline show of a step. */
@Timeout(60)
class StepFormTest {
    @TempDir
    private Path home;

    @Test
    void aFieldSaysWhatTheStepWouldSay() {
        DeployBuildStep.DescriptorImpl form = new DeployBuildStep.DescriptorImpl();

        assertThat(form.doCheckCommit("latest").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckCommit("main").getMessage()).startsWith("commit: 'main' is not a commit");
        assertThat(form.doCheckPullRequest("12", "main").getMessage()).contains("give one of the two");
        assertThat(form.doCheckPullRequest("x", "").getMessage()).isEqualTo("pullRequest: 'x' is not a whole number");
        assertThat(form.doCheckTimeout("-1").getMessage()).startsWith("timeout: -1 is not a number of minutes");
        assertThat(form.doCheckRetry("11").getMessage()).startsWith("retry: 11 is not a number of times");
        assertThat(form.doCheckRetry("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(new AwaitCompletionStep.DescriptorImpl().doCheckRelease("twelve").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void aMigrationThatMustNotBeRepeatedIsToldWhereItIsRetried() {
        RunJobStep.DescriptorImpl form = new RunJobStep.DescriptorImpl();

        assertThat(form.doCheckMigration("destructive", "1", false).kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckMigration("destructive", "0", false).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckMigration("destructive", "1", true).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckMigration("none", "1", false).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void variablesOfARunAreTakenFromTheirFormInItsOrder() throws Exception {
        JSONObject sent = new JSONObject();
        JSONArray variables = new JSONArray();
        variables.add(variable("LOG_LEVEL", "info"));
        variables.add(variable(" ", "left empty"));
        variables.add(variable("A", "b"));
        sent.put("variables", variables);
        assertThat(bound(sent).getEnvironment().entrySet())
                .extracting(Object::toString)
                .containsExactly("LOG_LEVEL=info", "A=b");

        // A form sends one alone as itself.
        sent.put("variables", variable("A", "b"));
        assertThat(bound(sent).getEnvironment()).isEqualTo(Map.of("A", "b"));
        assertThat(bound(new JSONObject()).getEnvironment()).isEmpty();
    }

    private static RunJobStep bound(JSONObject sent) throws Exception {
        StaplerRequest2 request = (StaplerRequest2) Proxy.newProxyInstance(
                StepFormTest.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (proxy, method, arguments) -> new RunJobStep("migrate"));
        return (RunJobStep) new RunJobStep.DescriptorImpl().newInstance(request, sent);
    }

    private static JSONObject variable(String name, String value) {
        JSONObject variable = new JSONObject();
        variable.put("variable", name);
        variable.put("value", value);
        return variable;
    }

    @Test
    void anEnvironmentThatIsNotConfiguredIsNoticed() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            ReleaseFlowStep.DescriptorImpl form = new ReleaseFlowStep.DescriptorImpl();

            assertThat(jenkins.platform()).isNotNull();
            assertThat(form.doFillEnvironmentItems(null)).containsExactly("production");
            assertThat(form.doCheckEnvironment(null, "prod").getMessage())
                    .isEqualTo("environment: 'prod' is not there; there are: production");
        }
    }

    @Test
    void viewsShowTheArgumentsThatTellStepsApart() {
        assertThat(new RunBackupStep.DescriptorImpl().argumentsToString(Map.of("addon", "orders", "timeout", 5)))
                .isEqualTo("orders");
        assertThat(new DeployBuildStep.DescriptorImpl()
                        .argumentsToString(Map.of(
                                "build",
                                "api-build",
                                "branch",
                                "main",
                                "target",
                                new UninstantiatedDescribable("job", null, Map.of("id", "migrate")))))
                .isEqualTo("api-build main job migrate");
        assertThat(new DeployBuildStep.DescriptorImpl()
                        .argumentsToString(Map.of(
                                "target",
                                new UninstantiatedDescribable(
                                        "service", null, Map.of(UninstantiatedDescribable.ANONYMOUS_KEY, "web")))))
                .isEqualTo("service web");
        assertThat(new ReleaseFlowStep.DescriptorImpl()
                        .argumentsToString(Map.of("environment", "production", "name", "v1.4.2")))
                .isEqualTo("production v1.4.2");
        assertThat(new RunJobStep.DescriptorImpl().argumentsToString(Map.of())).isNull();
    }
}
