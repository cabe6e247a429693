package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Finds step calls that cannot work before anything runs: unknown names where only steps may stand, and arguments that the step does not
 * have. Judges only what is written out; a name that the Jenkinsfile defines itself is left alone. Throws {@link JenkinsfileException}.
 */
public final class StepCallValidator {

    /** Functions of the host that are no steps. */
    static final Set<String> FUNCTIONS = Set.of("parallel", "pipeline", "properties", "script");

    private final ParsedJenkinsfile file;
    private final StepCatalog catalog;
    private final Predicate<String> symbol;

    /**
     * A validator for one Jenkinsfile.
     *
     * @param symbol whether a name is a symbol, such as {@code job} in {@code job('migrate')}
     */
    public StepCallValidator(ParsedJenkinsfile file, StepCatalog catalog, Predicate<String> symbol) {
        this.file = file;
        this.catalog = catalog;
        this.symbol = symbol;
    }

    /** Judges the code of a Scripted pipeline, and the functions and statements around a Declarative one. */
    public void validateScript() {
        for (Statement statement : file.statements()) {
            if (AstCall.of(statement)
                    .filter(call -> call.name().equals("pipeline"))
                    .isEmpty()) {
                validateArguments(statement);
            }
        }
        file.functions().forEach(this::validateArguments);
    }

    /** Judges the statements of a {@code steps} block of a Declarative pipeline, and what its blocks contain. */
    public void validateSteps(List<Statement> statements) {
        statements.forEach(this::validateNames);
        statements.forEach(this::validateArguments);
    }

    private void validateNames(Statement statement) {
        AstCall.of(statement).ifPresent(call -> {
            boolean known = catalog.find(call.name()).isPresent()
                    || FUNCTIONS.contains(call.name())
                    || file.definedNames().contains(call.name())
                    || symbol.test(call.name());
            if (!known) {
                throw unknown(call);
            }
            if (!call.name().equals("script")) {
                call.bodyStatements().forEach(this::validateNames);
            }
        });
    }

    private void validateArguments(Statement code) {
        code.visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression expression) {
                AstCall.of(expression).ifPresent(call -> judge(call));
                super.visitMethodCallExpression(expression);
            }
        });
    }

    private JenkinsfileException unknown(AstCall call) {
        Set<String> names = new TreeSet<>(catalog.names());
        names.addAll(Set.of("parallel", "script"));
        return file.source()
                .error(
                        call.line(),
                        "There is no step '" + call.name() + "'.",
                        NearestName.remedy("Known steps", call.name(), names));
    }

    private void judge(AstCall call) {
        Optional<StepDescriptor> step = catalog.find(call.name());
        if (step.isEmpty() || file.definedNames().contains(call.name()) || !call.namesAreLiteral()) {
            return;
        }
        boolean named = call.named().isPresent();
        StepArguments.judgePositional(step.get(), call.positional().size(), named)
                .ifPresent(fault -> refuse(call, fault));
        if (call.positional().isEmpty()) {
            StepArguments.judgeNames(step.get(), call.argumentNames()).ifPresent(fault -> refuse(call, fault));
        }
        if (step.get().takesImplicitBlockArgument() && call.body().isEmpty()) {
            throw file.source()
                    .error(
                            call.line(),
                            "The step '" + call.name() + "' has no block.",
                            "Write it as " + call.name() + "(…) { … }.");
        }
    }

    private void refuse(AstCall call, StepArguments.Fault fault) {
        throw file.source().error(call.line(), fault.problem(), fault.remedy());
    }
}
