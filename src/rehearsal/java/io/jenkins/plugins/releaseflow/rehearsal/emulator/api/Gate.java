package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.Faults;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Request;

/** What every request goes through: authentication, the request limit, faults on purpose, the log. Thread-safe. */
final class Gate {
    private static final Logger LOGGER = Logger.getLogger(Gate.class.getName());
    private static final String JSON = "application/json; charset=utf-8";

    private static final Set<Integer> UNDOCUMENTED = Set.of(403, 422, 429);
    private static final int INTERNAL_ERROR = 500;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final byte[] authorization;
    private final RequestLimit limit;
    private final Faults faults;
    private final RequestLog log;
    private final UndocumentedAnswers.ErrorForm errorForm;
    private final Clock clock;

    Gate(
            String token,
            RequestLimit limit,
            Faults faults,
            RequestLog log,
            UndocumentedAnswers.ErrorForm errorForm,
            Clock clock) {
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.limit = limit;
        this.faults = faults;
        this.log = log;
        this.errorForm = errorForm;
        this.clock = clock;
    }

    /** Deals with a request to the API. */
    void handle(Context context, Endpoint endpoint) {
        long start = System.nanoTime();
        int status = 0;
        try {
            status = dispatch(context, endpoint);
        } finally {
            log.add(new RecordedRequest(
                    clock.instant(),
                    context.method().name(),
                    context.path(),
                    Optional.ofNullable(context.queryString()).orElse(""),
                    status,
                    (System.nanoTime() - start) / 1_000_000));
        }
    }

    /** Notes a WebSocket that was opened; its first message shows whether it may be used. */
    void opened(WsContext context) {
        log.add(new RecordedRequest(
                clock.instant(),
                "WS",
                context.session.getUpgradeRequest().getRequestURI().getPath(),
                Optional.ofNullable(context.session.getUpgradeRequest().getQueryString())
                        .orElse(""),
                SWITCHING_PROTOCOLS,
                0));
    }

    /** Deals with a request to the emulator itself: no limit, no faults, not in the log. */
    void administer(Context context, Endpoint endpoint) {
        Answering answering = () -> {
            authenticate(context);
            return endpoint.answer(Call.of(context));
        };
        write(context, result(answering));
    }

    private int dispatch(Context context, Endpoint endpoint) {
        RequestLimit.Budget budget = limit.count();
        context.header("x-ratelimit-limit", Integer.toString(budget.limit()));
        context.header("x-ratelimit-remaining", Integer.toString(budget.remaining()));
        context.header("x-ratelimit-reset", Long.toString(budget.resetSeconds()));
        Answering answering = () -> endpoint.answer(Call.of(context));
        if (!isAuthentic(context)) {
            return write(context, result(() -> {
                authenticate(context);
                return Answer.empty();
            }));
        }
        if (budget.spent()) {
            context.header("Retry-After", Long.toString(budget.resetSeconds()));
            return write(context, result(() -> {
                throw Refusal.of(429, "too-many-requests", "Too many requests");
            }));
        }
        Optional<FaultRule> fault = faults.next(context.method().name(), context.path());
        return fault.isPresent() ? play(fault.get(), context, answering) : write(context, result(answering));
    }

    private int play(FaultRule fault, Context context, Answering answering) {
        return switch (fault.kind()) {
            case LATENCY -> {
                pause(fault);
                yield write(context, result(answering));
            }
            case STATUS -> {
                fault.retryAfter().ifPresent(seconds -> context.header("Retry-After", Integer.toString(seconds)));
                yield write(context, result(() -> {
                    throw Refusal.of(fault.status(), "injected-fault", "Injected fault " + fault.status());
                }));
            }
            case CUT_BEFORE -> cut(context);
            case CUT_AFTER -> {
                result(answering);
                yield cut(context);
            }
            case HALF_BODY -> half(context, result(answering));
            case WRONG_JSON -> {
                result(answering);
                context.contentType(JSON).result("<html>not what you expect</html>");
                yield context.statusCode();
            }
            case STALL -> {
                pause(fault);
                yield cut(context);
            }
            case DUPLICATE -> {
                result(answering);
                yield write(context, result(answering));
            }
        };
    }

    private static void pause(FaultRule fault) {
        try {
            TimeUnit.MILLISECONDS.sleep(fault.millis());
        } catch (InterruptedException serverStops) {
            Thread.currentThread().interrupt();
        }
    }

    private static int cut(Context context) {
        Request.getBaseRequest(context.req()).getHttpChannel().getEndPoint().close();
        return 0;
    }

    private static int half(Context context, Result result) {
        byte[] body = result.body().getBytes(StandardCharsets.UTF_8);
        try {
            context.res().setContentType(JSON);
            context.res().setContentLength(body.length);
            context.res().getOutputStream().write(body, 0, body.length / 2);
            context.res().flushBuffer();
        } catch (IOException clientGone) {
            return cut(context);
        }
        return cut(context);
    }

    private boolean isAuthentic(Context context) {
        byte[] given =
                Optional.ofNullable(context.header("Authorization")).orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(authorization, given);
    }

    private void authenticate(Context context) {
        if (!isAuthentic(context)) {
            throw Refusal.of(401, "unauthorized", "Unauthorized");
        }
    }

    private static int write(Context context, Result result) {
        context.status(result.status()).contentType(JSON).result(result.body());
        return result.status();
    }

    private Result result(Answering answering) {
        try {
            return new Result(200, json(answering.answer().envelope()));
        } catch (Refusal refusal) {
            Fields error = Fields.with("status", refusal.status())
                    .and("message", refusal.getMessage())
                    .and("id", refusal.id());
            if (!refusal.details().isEmpty()) {
                error.and("details", refusal.details());
            }
            return new Result(
                    refusal.status(),
                    isDocumented(refusal.status())
                            ? json(Fields.with("error", error).toMap())
                            : undocumented(error));
        } catch (RuntimeException bug) {
            LOGGER.log(Level.WARNING, "the emulator failed", bug);
            Fields error = Fields.with("status", 500)
                    .and("message", "The emulator failed: " + bug)
                    .and("id", "internal-error");
            return new Result(500, undocumented(error));
        }
    }

    private static boolean isDocumented(int status) {
        return !UNDOCUMENTED.contains(status) && status < INTERNAL_ERROR;
    }

    private String undocumented(Fields error) {
        return switch (errorForm) {
            case ENVELOPE -> json(Fields.with("error", error).toMap());
            case FLAT -> json(error.toMap());
            case EMPTY -> "";
        };
    }

    private static String json(Map<String, Object> value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    @FunctionalInterface
    private interface Answering {
        Answer answer();
    }

    private record Result(int status, String body) {}
}
