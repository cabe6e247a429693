package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Finds step calls that cannot work before anything runs: unknown names where only steps may stand, arguments that the step does not have,
 * and values that it refuses. Judges only what is written out; a name that the Jenkinsfile defines itself is left alone. Throws
 * {@link JenkinsfileException}.
 */
public final class StepCallValidator {

    /** Functions of the host that are no steps. */
    private static final Set<String> FUNCTIONS = Set.of("parallel", "pipeline", "properties", "script");

    private final ParsedJenkinsfile file;
    private final StepCatalog catalog;

    /** A validator for one Jenkinsfile. */
    public StepCallValidator(ParsedJenkinsfile file, StepCatalog catalog) {
        this.file = file;
        this.catalog = catalog;
    }

    /** Judges the code of a Scripted pipeline, and the functions and statements around a Declarative one. */
    public void validateScript() {
        for (Statement statement : file.statements()) {
            if (AstCall.of(statement)
                    .filter(call -> call.name().equals("pipeline"))
                    .isEmpty()) {
                validateCalls(statement);
            }
        }
        file.functions().forEach(this::validateCalls);
    }

    /** Judges the statements of a {@code steps} block of a Declarative pipeline, and what its blocks contain. */
    public void validateSteps(List<Statement> statements) {
        statements.forEach(this::validateNames);
        statements.forEach(this::validateCalls);
    }

    /** Judges an option of a Declarative pipeline that stands for the step of its name around the block. */
    public void validateOption(AstCall option) {
        catalog.find(option.name()).ifPresent(step -> placed(option, () -> judgeArguments(option, step)));
    }

    /** Judges a trigger of a Declarative pipeline, where a plugin is known that has it. */
    public void validateTrigger(AstCall trigger) {
        placed(trigger, () -> Symbols.signature(trigger.name()).ifPresent(symbol -> {
            judgeNames(trigger, symbol);
            Literals.arguments(trigger).ifPresent(arguments -> Symbols.instantiate(trigger.name(), arguments));
        }));
    }

    private void validateNames(Statement statement) {
        AstCall.of(statement).ifPresent(call -> {
            boolean known = catalog.find(call.name()).isPresent()
                    || FUNCTIONS.contains(call.name())
                    || file.definedNames().contains(call.name())
                    || Symbols.exists(call.name());
            if (!known) {
                throw unknown(call);
            }
            if (!call.name().equals("script")) {
                call.bodyStatements().forEach(this::validateNames);
            }
        });
    }

    private void validateCalls(Statement code) {
        code.visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression expression) {
                AstCall.of(expression)
                        .filter(call -> !file.definedNames().contains(call.name()))
                        .ifPresent(call -> placed(call, () -> judge(call)));
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
        if (step.isPresent()) {
            judgeArguments(call, step.get());
            if (step.get().takesImplicitBlockArgument()
                    && call.body().isEmpty()
                    && Literals.arguments(call).isPresent()) {
                throw Signature.of(step.get()).withoutBlock().exception();
            }
        } else if (call.body().isEmpty()) {
            Symbols.signature(call.name()).ifPresent(symbol -> judgeNames(call, symbol));
        }
    }

    private static void judgeArguments(AstCall call, StepDescriptor step) {
        judgeNames(call, Signature.of(step));
        Literals.arguments(call)
                .ifPresent(arguments ->
                        StepBinder.bind(step, StepBinder.named(Signature.of(step), arguments), TaskListener.NULL));
    }

    private static void judgeNames(AstCall call, Signature signature) {
        // A variable may hold a map of named arguments, or the block.
        boolean open = call.positional().stream()
                .anyMatch(
                        argument -> argument instanceof VariableExpression || argument instanceof MethodCallExpression);
        if (open || !call.namesAreLiteral()) {
            return;
        }
        Optional<MapExpression> named = call.named();
        signature.judgePositional(call.positional().size(), named.isPresent()).ifPresent(Signature.Fault::refuse);
        if (call.positional().isEmpty()) {
            signature.judgeNames(call.argumentNames()).ifPresent(Signature.Fault::refuse);
        }
    }

    private void placed(AstCall call, Runnable judgement) {
        try {
            judgement.run();
        } catch (JenkinsfileException e) {
            throw file.source().error(call.line(), e.problem(), e.remedy());
        }
    }
}
