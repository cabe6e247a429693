package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Makes {@code sleep 5} in a closure the step. Groovy gives every object a {@code sleep(long)} in milliseconds, and a closure finds that
 * one on itself before it asks the script, so the call is turned to the script by name.
 */
final class SleepCallCustomizer extends CompilationCustomizer {

    SleepCallCustomizer() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        if (type.isScript()) {
            new ClassCodeVisitorSupport() {
                @Override
                protected SourceUnit getSourceUnit() {
                    return source;
                }

                @Override
                public void visitMethodCallExpression(MethodCallExpression call) {
                    super.visitMethodCallExpression(call);
                    if (call.isImplicitThis() && "sleep".equals(call.getMethodAsString())) {
                        call.setObjectExpression(VariableExpression.THIS_EXPRESSION);
                        call.setImplicitThis(false);
                    }
                }
            }.visitClass(type);
        }
    }
}
