package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;

/**
 * A Jenkinsfile as Groovy reads it, before anything of it is resolved or run.
 *
 * @param source the text it was read from
 * @param module its syntax tree
 * @param definedNames the names of functions and variables that it defines itself, wherever
 */
public record ParsedJenkinsfile(JenkinsfileSource source, ModuleNode module, Set<String> definedNames) {

    /**
     * Parses a Jenkinsfile.
     *
     * @throws JenkinsfileException if it is not Groovy, or asks for a shared library
     */
    public static ParsedJenkinsfile parse(JenkinsfileSource source) {
        CompilationUnit unit = new CompilationUnit(new CompilerConfiguration());
        unit.addSource(JenkinsfileSource.COMPILED_AS, source.text());
        try {
            unit.compile(Phases.CONVERSION);
        } catch (MultipleCompilationErrorsException e) {
            throw JenkinsfileCompiler.explain(source, e);
        }
        ModuleNode module = unit.getAST().getModules().get(0);
        refuseLibraries(source, module);
        return new ParsedJenkinsfile(source, module, definedNames(module));
    }

    /** The statements at the top of the script, in order. */
    public List<Statement> statements() {
        return module.getStatementBlock().getStatements();
    }

    /** The {@code pipeline} block, if the Jenkinsfile is a Declarative one. */
    public Optional<AstCall> pipeline() {
        return statements().stream()
                .flatMap(statement -> AstCall.of(statement).stream())
                .filter(call -> call.name().equals("pipeline") && call.body().isPresent())
                .findFirst();
    }

    /** The code of the functions that the script defines outside of classes. */
    public List<Statement> functions() {
        return module.getMethods().stream().map(MethodNode::getCode).toList();
    }

    private static void refuseLibraries(JenkinsfileSource source, ModuleNode module) {
        Stream<AnnotationNode> onImports = Stream.of(
                        module.getImports(),
                        module.getStarImports(),
                        module.getStaticImports().values(),
                        module.getStaticStarImports().values())
                .flatMap(imports -> imports.stream())
                .map(AnnotatedNode::getAnnotations)
                .flatMap(List::stream);
        Stream<AnnotationNode> onClasses =
                module.getClasses().stream().map(ClassNode::getAnnotations).flatMap(List::stream);
        Set<AnnotationNode> onDeclarations = new HashSet<>();
        module.getStatementBlock().visit(new CodeVisitorSupport() {
            @Override
            public void visitDeclarationExpression(DeclarationExpression declaration) {
                onDeclarations.addAll(declaration.getAnnotations());
                super.visitDeclarationExpression(declaration);
            }
        });
        Stream.of(onImports, onClasses, onDeclarations.stream())
                .flatMap(annotations -> annotations)
                .filter(annotation ->
                        annotation.getClassNode().getNameWithoutPackage().equals("Library"))
                .findFirst()
                .ifPresent(library -> {
                    throw source.error(
                            library.getLineNumber(),
                            "@Library is not supported in rehearsal: shared libraries live on a Jenkins.",
                            "Rehearse a Jenkinsfile that calls the steps itself.");
                });
    }

    private static Set<String> definedNames(ModuleNode module) {
        Set<String> names = new HashSet<>();
        CodeVisitorSupport collector = new CodeVisitorSupport() {
            @Override
            public void visitDeclarationExpression(DeclarationExpression declaration) {
                if (declaration.isMultipleAssignmentDeclaration()) {
                    declaration.getTupleExpression().getExpressions().forEach(each -> names.add(each.getText()));
                } else {
                    names.add(declaration.getVariableExpression().getName());
                }
                super.visitDeclarationExpression(declaration);
            }

            @Override
            public void visitClosureExpression(ClosureExpression closure) {
                addAll(closure.getParameters());
                super.visitClosureExpression(closure);
            }

            @Override
            public void visitForLoop(ForStatement loop) {
                names.add(loop.getVariable().getName());
                super.visitForLoop(loop);
            }

            @Override
            public void visitCatchStatement(CatchStatement statement) {
                names.add(statement.getVariable().getName());
                super.visitCatchStatement(statement);
            }

            private void addAll(Parameter[] parameters) {
                for (Parameter parameter : parameters == null ? Parameter.EMPTY_ARRAY : parameters) {
                    names.add(parameter.getName());
                }
            }
        };
        module.getStatementBlock().visit(collector);
        for (MethodNode method : module.getMethods()) {
            names.add(method.getName());
            for (Parameter parameter : method.getParameters()) {
                names.add(parameter.getName());
            }
            method.getCode().visit(collector);
        }
        return Set.copyOf(names);
    }
}
