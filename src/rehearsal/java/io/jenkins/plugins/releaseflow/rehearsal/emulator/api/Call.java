package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.javalin.http.Context;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.List;
import java.util.Optional;

/** One request, as the endpoints see it. */
final class Call {
    private final Context context;

    Call(Context context) {
        this.context = context;
    }

    String path(String parameter) {
        return context.pathParam(parameter);
    }

    Optional<String> query(String parameter) {
        return Optional.ofNullable(context.queryParam(parameter)).filter(value -> !value.isEmpty());
    }

    List<String> queries(String parameter) {
        return context.queryParams(parameter);
    }

    Optional<Integer> number(String parameter, int least, int most) {
        return query(parameter).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw Refusal.invalid(parameter + " is '" + text + "' but must be a whole number");
            }
            throw Refusal.invalid(parameter + " is " + text + " but must be from " + least + " to " + most);
        });
    }

    String text() {
        return context.body();
    }

    Body body() {
        return Body.parse(text());
    }

    /** The address that the client knows this server by. */
    String base() {
        return context.scheme() + "://" + context.host();
    }
}
