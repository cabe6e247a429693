package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

/** Values that can be told from the text of a Jenkinsfile: constants, lists and maps of them, and symbols with such arguments. */
final class Literals {

    private Literals() {}

    /**
     * The value of an expression, if it can be told.
     *
     * @return the value in a list of one, since it may be null
     */
    static Optional<List<Object>> value(Expression expression) {
        if (expression instanceof ConstantExpression constant) {
            List<Object> value = new ArrayList<>();
            value.add(constant.getValue());
            return Optional.of(value);
        }
        if (expression instanceof ListExpression list) {
            return values(list.getExpressions()).map(List::of);
        }
        if (expression instanceof MapExpression map) {
            return map(map).map(List::of);
        }
        return AstCall.of(expression)
                .filter(call -> call.body().isEmpty() && Symbols.exists(call.name()))
                .flatMap(call -> arguments(call).map(arguments -> List.of(Symbols.read(call.name(), arguments))));
    }

    /** The arguments of a call as Groovy would pass them, without its block, if all can be told. */
    static Optional<List<Object>> arguments(AstCall call) {
        Optional<List<Object>> positional = values(call.positional());
        if (positional.isEmpty() || call.named().isEmpty()) {
            return positional;
        }
        return map(call.named().get()).map(named -> {
            List<Object> arguments = new ArrayList<>(positional.get());
            arguments.add(0, named);
            return arguments;
        });
    }

    private static Optional<List<Object>> values(List<Expression> expressions) {
        List<Object> values = new ArrayList<>();
        for (Expression expression : expressions) {
            Optional<List<Object>> value = value(expression);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.addAll(value.get());
        }
        return Optional.of(values);
    }

    private static Optional<Map<String, Object>> map(MapExpression expression) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (MapEntryExpression entry : expression.getMapEntryExpressions()) {
            Optional<List<Object>> value = value(entry.getValueExpression());
            if (value.isEmpty() || !(entry.getKeyExpression() instanceof ConstantExpression key)) {
                return Optional.empty();
            }
            map.put(key.getText(), value.get().get(0));
        }
        return Optional.of(map);
    }
}
