package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One request, as the endpoints see it. */
final class Call {
    private final UnaryOperator<String> paths;
    private final Function<String, List<String>> queries;
    private final String base;
    private final String text;

    private Call(UnaryOperator<String> paths, Function<String, List<String>> queries, String base, String text) {
        this.paths = paths;
        this.queries = queries;
        this.base = base;
        this.text = text;
    }

    static Call of(Context context) {
        String base = context.scheme() + "://" + context.host();
        return new Call(context::pathParam, context::queryParams, base, context.body());
    }

    /** The request that a WebSocket began with. */
    static Call of(WsContext context) {
        return new Call(context::pathParam, context::queryParams, "", "");
    }

    String path(String parameter) {
        return paths.apply(parameter);
    }

    Optional<String> query(String parameter) {
        return queries(parameter).stream().filter(value -> !value.isEmpty()).findFirst();
    }

    List<String> queries(String parameter) {
        return queries.apply(parameter);
    }

    Optional<Integer> number(String parameter, int least, int most) {
        return query(parameter).map(given -> {
            try {
                int number = Integer.parseInt(given);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw Refusal.invalid(parameter + " is '" + given + "' but must be a whole number");
            }
            throw Refusal.invalid(parameter + " is " + given + " but must be from " + least + " to " + most);
        });
    }

    String text() {
        return text;
    }

    Body body() {
        return Body.parse(text);
    }

    /** The address that the client knows this server by. */
    String base() {
        return base;
    }
}
