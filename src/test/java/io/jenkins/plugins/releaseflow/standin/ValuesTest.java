package io.jenkins.plugins.releaseflow.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.EnvVars;
import hudson.Util;
import hudson.model.Result;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small values of the Jenkins API. */
@SuppressWarnings("try") // a host works by being there
class ValuesTest {
    @Test
    void environmentsIgnoreTheCaseOfNamesAndRefuseNull() {
        EnvVars env = new EnvVars("Path", "/bin", "HOME", "/home/ann");

        assertThat(env.get("PATH")).isEqualTo("/bin");
        assertThatIllegalArgumentException().isThrownBy(() -> env.put("X", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new EnvVars("X"));
    }

    @Test
    void overridingRemovesPrependsAndExpands() {
        EnvVars env = new EnvVars("PATH", "/bin", "HOME", "/home/ann", "GONE", "x");
        env.overrideAll(Map.of("GONE", "", "PATH+TOOL", "/tool"));
        env.overrideExpandingAll(Map.of("CACHE", "${HOME}/cache"));

        assertThat(env)
                .doesNotContainKey("GONE")
                .containsEntry("PATH", "/tool" + File.pathSeparator + "/bin")
                .containsEntry("CACHE", "/home/ann/cache");
    }

    @Test
    void expandingLeavesUnknownNames() {
        assertThat(new EnvVars("A", "1").expand("$A ${A} ${B} $$A")).isEqualTo("1 1 ${B} $A");
    }

    @Test
    void resultsAreOrdered() {
        assertThat(Result.SUCCESS.combine(Result.UNSTABLE)).isEqualTo(Result.UNSTABLE);
        assertThat(Result.combine(null, Result.ABORTED)).isEqualTo(Result.ABORTED);
        assertThat(Result.FAILURE.isWorseThan(Result.UNSTABLE)).isTrue();
        assertThat(Result.fromString("aborted")).isSameAs(Result.ABORTED);
        assertThat(Result.fromString("nonsense")).isSameAs(Result.FAILURE);
    }

    @Test
    void validationsAreTextAndNeverMarkup() {
        FormValidation error = FormValidation.error("No <b>%s</b>", "name");

        assertThat(error.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(error.getMessage()).isEqualTo("No <b>name</b>");
        assertThat(error.renderHtml()).contains("&lt;b&gt;name");
        assertThat(FormValidation.aggregate(List.of(FormValidation.ok(), FormValidation.warning("hm"))).kind)
                .isEqualTo(FormValidation.Kind.WARNING);
        assertThat(FormValidation.validatePositiveInteger("0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(FormValidation.validateNonNegativeInteger("0").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(Util.fixEmptyAndTrim("  ")).isNull();
    }

    @Test
    void listsOfChoicesKeepNameAndValue() {
        ListBoxModel model = new ListBoxModel().add("dump");
        model.add("A snapshot", "snapshot");

        assertThat(model).extracting(option -> option.name).containsExactly("dump", "A snapshot");
        assertThat(model).extracting(option -> option.value).containsExactly("dump", "snapshot");
    }

    @Test
    void secretsRoundTripThroughTheirEncryptedForm(@TempDir Path home) throws Exception {
        try (StandinJenkins jenkins = StandinJenkins.start(home)) {
            Secret secret = Secret.fromString("hunter2");
            String encrypted = secret.getEncryptedValue();

            assertThat(encrypted).startsWith("{").endsWith("}").doesNotContain("hunter2");
            assertThat(Secret.fromString(encrypted)).isEqualTo(secret);
            assertThat(Secret.decrypt("hunter2")).isNull();
            assertThat(Secret.fromString("{not encrypted}").getPlainText()).isEqualTo("{not encrypted}");
        }
    }

    @Test
    void listenersPrintErrorsAsJenkinsDoes() throws Exception {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (hudson.util.StreamTaskListener listener =
                new hudson.util.StreamTaskListener(console, StandardCharsets.UTF_8)) {
            listener.error("no addon named %s", "pg").println("known: postgres");
        }

        assertThat(console.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("ERROR: no addon named pg", "known: postgres");
    }
}
