package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import groovy.lang.GroovyClassLoader;
import groovy.transform.ThreadInterrupt;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import java.util.Locale;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** Makes a class of a Jenkinsfile, in the way that Jenkins does. */
public final class JenkinsfileCompiler {

    private JenkinsfileCompiler() {}

    /**
     * Compiles a Jenkinsfile.
     *
     * @throws JenkinsfileException at the line of the first error
     */
    public static Class<? extends JenkinsfileScript> compile(JenkinsfileSource source) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(JenkinsfileScript.class.getName());
        // Jenkins imports these by itself, so Jenkinsfiles rely on it.
        configuration.addCompilationCustomizers(
                new ImportCustomizer().addStarImports("hudson.model", "jenkins.model"),
                new ASTTransformationCustomizer(ThreadInterrupt.class),
                new SleepCallCustomizer());
        try {
            Class<?> type = new GroovyClassLoader(JenkinsfileCompiler.class.getClassLoader(), configuration)
                    .parseClass(source.text(), JenkinsfileSource.COMPILED_AS);
            return type.asSubclass(JenkinsfileScript.class);
        } catch (CompilationFailedException e) {
            throw explain(source, e);
        }
    }

    static JenkinsfileException explain(JenkinsfileSource source, CompilationFailedException failure) {
        if (failure instanceof MultipleCompilationErrorsException errors
                && errors.getErrorCollector().getErrorCount() > 0) {
            Message first = errors.getErrorCollector().getError(0);
            if (first instanceof SyntaxErrorMessage syntax) {
                return source.error(
                        syntax.getCause().getLine(),
                        sentence(syntax.getCause().getOriginalMessage()),
                        "Correct the Groovy syntax there or just before it.");
            }
            if (first instanceof ExceptionMessage wrapped) {
                return source.error(
                        0, sentence(String.valueOf(wrapped.getCause().getMessage())), "");
            }
        }
        return source.error(0, sentence(String.valueOf(failure.getMessage())), "");
    }

    private static String sentence(String message) {
        String line = message.strip()
                .lines()
                .findFirst()
                .orElse("It does not compile")
                .strip();
        String capitalized = line.isEmpty() ? line : line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
        return capitalized.endsWith(".") ? capitalized : capitalized + ".";
    }
}
