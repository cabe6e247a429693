package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A call without a receiver in a parsed Jenkinsfile, such as {@code stage('Build') { … }} or {@code runBackup addon: 'db'}.
 *
 * @param name the function's name
 * @param line where the call starts, counted from 1
 * @param positional the arguments without a name, except a closing closure
 * @param named the arguments with a name, if there are any
 * @param body the closing closure, if there is one
 */
public record AstCall(
        String name,
        int line,
        List<Expression> positional,
        Optional<MapExpression> named,
        Optional<ClosureExpression> body) {

    /** The call that an expression is, if it is one without a receiver and with a plain name. */
    public static Optional<AstCall> of(Expression expression) {
        if (!(expression instanceof MethodCallExpression call)
                || !call.isImplicitThis()
                || !(call.getMethod() instanceof ConstantExpression)) {
            return Optional.empty();
        }
        List<Expression> arguments = call.getArguments() instanceof TupleExpression tuple
                ? new ArrayList<>(tuple.getExpressions())
                : new ArrayList<>(List.of(call.getArguments()));
        Optional<ClosureExpression> body = Optional.empty();
        if (!arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof ClosureExpression closure) {
            body = Optional.of(closure);
            arguments.remove(arguments.size() - 1);
        }
        Optional<MapExpression> named = Optional.empty();
        if (!arguments.isEmpty() && arguments.get(0) instanceof MapExpression map) {
            named = Optional.of(map);
            arguments.remove(0);
        }
        return Optional.of(
                new AstCall(call.getMethodAsString(), call.getLineNumber(), List.copyOf(arguments), named, body));
    }

    /** The call that a statement is, if it is nothing else. */
    public static Optional<AstCall> of(Statement statement) {
        return statement instanceof ExpressionStatement expression ? of(expression.getExpression()) : Optional.empty();
    }

    /** The statements of a closure or of another block. */
    public static List<Statement> statements(Statement code) {
        return code instanceof BlockStatement block ? block.getStatements() : List.of(code);
    }

    /** The statements of the body; none without a body. */
    public List<Statement> bodyStatements() {
        return body.map(closure -> statements(closure.getCode())).orElse(List.of());
    }

    /** The names of the named arguments that are written out; none are known if a map is spread. */
    public Set<String> argumentNames() {
        Set<String> names = new LinkedHashSet<>();
        for (MapEntryExpression entry :
                named.map(MapExpression::getMapEntryExpressions).orElse(List.of())) {
            if (entry.getKeyExpression() instanceof ConstantExpression key) {
                names.add(key.getText());
            }
        }
        return names;
    }

    /** Whether every argument's name is written out, so that the names can be judged before the script runs. */
    public boolean namesAreLiteral() {
        return named.map(MapExpression::getMapEntryExpressions).orElse(List.of()).stream()
                .allMatch(entry -> entry.getKeyExpression() instanceof ConstantExpression);
    }

    /** The text of the first positional argument, if it is a literal. */
    public Optional<String> literal() {
        return positional.stream()
                .findFirst()
                .filter(ConstantExpression.class::isInstance)
                .map(Expression::getText);
    }
}
