package io.jenkins.plugins.releaseflow.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackScriptTest {
    /** What a step is called with. */
    public abstract static class Calls extends Script {
        public Object rollbackRelease(Map<String, Object> arguments) {
            return arguments;
        }
    }

    private static Object run(String script) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(Calls.class.getName());
        return new GroovyShell(RollbackScriptTest.class.getClassLoader(), new Binding(), configuration)
                .evaluate(script);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "it's",
                "'; sh 'rm -rf /'; '",
                "${System.exit(1)} $HOME",
                "two\nlines\r\n",
                "back\\slash\\",
                "\\u0027); sh(\\u0027x",
                "\"\"\" ''' /* */ //",
                "\u0000\u001b[2J",
                "Übergröße \uD83D\uDE80"
            })
    void whatIsInATextIsNeverRun(String hostile) {
        RollbackWish wish = RollbackWish.of(new ReleaseId("production", 7), "restore", "orders", "b" + hostile);
        Object called = run(RollbackScript.of(wish, hostile, "d1", true));
        assertThat(called)
                .isEqualTo(Map.of(
                        "environment", "production",
                        "to", "7",
                        "database", "restore",
                        "confirm", "production",
                        "addon", "orders",
                        "backup", ("b" + hostile).trim(),
                        "reason", hostile,
                        "digest", "d1",
                        "preempt", true));
    }

    @Test
    void whatIsNotChosenIsLeftOut() {
        String script = RollbackScript.of(RollbackWish.to(new ReleaseId("production", 7)), "", "", false);
        assertThat(run(script)).isEqualTo(Map.of("environment", "production", "to", "7", "reason", ""));
    }
}
