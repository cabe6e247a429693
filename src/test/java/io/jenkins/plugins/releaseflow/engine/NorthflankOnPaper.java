package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.SharedBudget;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankConnectionSettings;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankPlatform;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Northflank's API as far as waiting needs it, in place of the HTTP client: job runs and their logs, on a simulated clock, with the documented limit of 1000 requests
 * in an hour that begins with the first of them. Counts every request. For tests in one thread.
 */
final class NorthflankOnPaper extends HttpClient {
    static final Duration ROUND_TRIP = Duration.ofMillis(200);
    static final int LIMIT = 1000;

    /** An answer that takes the place of the true one. */
    record Fault(int status, Map<String, String> headers) {}

    private static final class JobRun {
        private final Instant begun;
        private Duration printsEvery = Duration.ofSeconds(10);
        private IntFunction<String> line = number -> "line " + number;
        private Optional<Instant> ended = Optional.empty();
        private String status = "RUNNING";

        JobRun(Instant begun) {
            this.begun = begun;
        }
    }

    private final SimulatedTime time;
    private final Map<String, Map<String, JobRun>> jobs = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private Instant windowEnd = Instant.MIN;
    private int used;
    private final List<Integer> usedAtOurs = new ArrayList<>();
    private Optional<Fault> fault = Optional.empty();
    private Optional<Fault> logFault = Optional.empty();
    private boolean cut;

    NorthflankOnPaper(SimulatedTime time) {
        this.time = time;
    }

    /** A connection to a project, over the real client. */
    Platform connect(String project, SharedBudget budget) {
        return NorthflankPlatform.connect(
                new NorthflankConnectionSettings(URI.create("https://api.northflank.test"), Optional.empty(), project),
                () -> "nf-token-of-this-test",
                this,
                time.clock(),
                budget);
    }

    OperationReference run(String job, String id) {
        jobs.computeIfAbsent(job, any -> new LinkedHashMap<>()).put(id, new JobRun(time.now()));
        return new OperationReference(OperationKind.JOB_RUN, job, id, Map.of());
    }

    void prints(OperationReference run, Duration every, IntFunction<String> line) {
        of(run).printsEvery = every;
        of(run).line = line;
    }

    void end(OperationReference run, String status) {
        of(run).status = status;
        of(run).ended = Optional.of(time.now());
    }

    void forget(OperationReference run) {
        jobs.get(run.resource()).remove(run.id());
    }

    private JobRun of(OperationReference run) {
        return jobs.get(run.resource()).get(run.id());
    }

    /** Requests that somebody else makes with the same token. */
    void othersUse(int count) {
        for (int i = 0; i < count; i++) {
            count();
        }
    }

    void answerAll(Optional<Fault> instead) {
        fault = instead;
    }

    void troubleLogs(Optional<Fault> instead) {
        logFault = instead;
    }

    void cutConnections(boolean all) {
        cut = all;
    }

    List<String> requests() {
        return requests;
    }

    long requests(String part) {
        return requests.stream().filter(request -> request.contains(part)).count();
    }

    /** How many requests were used in a window, by whomever, when one of ours came that was the highest. */
    int mostUsed() {
        return usedAtOurs.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** How many requests of ours came when so many of a window were used. */
    long oursAbove(int count) {
        return usedAtOurs.stream().filter(known -> known > count).count();
    }

    private int count() {
        if (!time.now().isBefore(windowEnd)) {
            windowEnd = time.now().plus(Duration.ofHours(1));
            used = 0;
        }
        used++;
        return Math.max(0, LIMIT - used);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        URI uri = request.uri();
        requests.add(
                request.method() + " " + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
        time.schedule(() -> answer(uri, handler, answer), ROUND_TRIP.toMillis(), TimeUnit.MILLISECONDS);
        return answer;
    }

    private <T> void answer(URI uri, HttpResponse.BodyHandler<T> handler, CompletableFuture<HttpResponse<T>> answer) {
        if (cut) {
            answer.completeExceptionally(new IOException("connection reset"));
            return;
        }
        int left = count();
        usedAtOurs.add(used);
        boolean spent = used > LIMIT;
        Optional<Fault> known = uri.getPath().endsWith("/logs") ? fault.or(() -> logFault) : fault;
        int status = known.map(Fault::status).orElse(spent ? 429 : isMissing(uri) ? 404 : 200);
        String body = status == 200 ? body(uri) : "{\"error\":{\"message\":\"no\"}}";
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("x-ratelimit-limit", List.of(Integer.toString(LIMIT)));
        headers.put("x-ratelimit-remaining", List.of(Integer.toString(left)));
        headers.put(
                "x-ratelimit-reset",
                List.of(Long.toString(
                        Duration.between(time.now(), windowEnd).plusMillis(999).toSeconds())));
        known.ifPresent(instead -> instead.headers().forEach((name, value) -> headers.put(name, List.of(value))));
        HttpHeaders all = HttpHeaders.of(headers, (name, value) -> true);
        T read = read(handler, status, all, body);
        answer.complete(new Answer<>(uri, status, all, read));
    }

    private static <T> T read(HttpResponse.BodyHandler<T> handler, int status, HttpHeaders headers, String body) {
        HttpResponse.BodySubscriber<T> subscriber = handler.apply(new HttpResponse.ResponseInfo() {
            @Override
            public int statusCode() {
                return status;
            }

            @Override
            public HttpHeaders headers() {
                return headers;
            }

            @Override
            public Version version() {
                return Version.HTTP_1_1;
            }
        });
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                // All of it comes at once.
            }

            @Override
            public void cancel() {
                // Nothing more comes anyway.
            }
        });
        subscriber.onNext(List.of(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
        subscriber.onComplete();
        return subscriber.getBody().toCompletableFuture().join();
    }

    private boolean isMissing(URI uri) {
        String[] path = uri.getPath().split("/");
        return path.length > 7 && !jobs.getOrDefault(path[5], Map.of()).containsKey(path[7]);
    }

    private String body(URI uri) {
        String[] path = uri.getPath().split("/");
        Map<String, String> query = query(uri);
        Map<String, JobRun> runs = jobs.getOrDefault(path[5], Map.of());
        if (path.length == 6) {
            return "{\"data\":{\"id\":\"" + path[5] + "\"}}";
        } else if (path[6].equals("containers")) {
            return "{\"data\":{\"containers\":[]}}";
        }
        if (path[6].equals("logs")) {
            return "{\"data\":[" + log(runs.get(query.get("runId")), query) + "]}";
        }
        if (path.length > 7) {
            return "{\"data\":" + view(path[7], runs.get(path[7])) + "}";
        }
        String newest = runs.entrySet().stream()
                .map(run -> view(run.getKey(), run.getValue()))
                .collect(Collectors.joining(","));
        return "{\"data\":{\"runs\":[" + newest + "]},\"pagination\":{\"hasNextPage\":false}}";
    }

    private static String view(String id, JobRun run) {
        return "{\"id\":\"" + id + "\",\"status\":\"" + run.status + "\",\"concluded\":" + run.ended.isPresent()
                + run.ended.map(at -> ",\"concludedAt\":\"" + at + "\"").orElse("") + "}";
    }

    private String log(JobRun run, Map<String, String> query) {
        Instant start = Instant.parse(query.get("startTime"));
        int most = Integer.parseInt(query.get("lineLimit"));
        boolean forward = query.get("direction").equals("forward");
        Instant end = run.ended.orElse(time.now());
        long all = Math.max(0, Duration.between(run.begun, end).toNanos() / run.printsEvery.toNanos());
        List<String> lines = new ArrayList<>();
        for (long number = forward ? 1 : all; number >= 1 && number <= all && lines.size() < most; ) {
            Instant at = run.begun.plus(run.printsEvery.multipliedBy(number));
            if (at.isAfter(start)) {
                lines.add("{\"ts\":\"" + at + "\",\"log\":\"" + run.line.apply((int) number) + "\"}");
            } else if (forward) {
                number = Math.max(number, Duration.between(run.begun, start).toNanos() / run.printsEvery.toNanos() - 1);
            } else {
                break;
            }
            number += forward ? 1 : -1;
        }
        return String.join(",", lines);
    }

    private static Map<String, String> query(URI uri) {
        return uri.getRawQuery() == null
                ? Map.of()
                : Arrays.stream(uri.getRawQuery().split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private record Answer<T>(URI uri, int statusCode, HttpHeaders headers, T body) implements HttpResponse<T> {
        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri).build();
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<javax.net.ssl.SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> push) {
        return sendAsync(request, handler);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        throw new UnsupportedOperationException("the client never blocks");
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        throw new UnsupportedOperationException("no connection is made");
    }

    @Override
    public SSLParameters sslParameters() {
        return new SSLParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
