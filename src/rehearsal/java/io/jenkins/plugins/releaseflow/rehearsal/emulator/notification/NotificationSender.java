package io.jenkins.plugins.releaseflow.rehearsal.emulator.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.Faults;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Happening;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Posts what happens to all who want to know. Who does not answer with success gets the event again a few times; Northflank does not document how often, nor
 * how soon. Thread-safe; returns at once.
 */
public final class NotificationSender implements Consumer<Happening> {
    static final int ATTEMPTS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String HEADER = "X-Northflank-Notification-";

    private record Delivery(String integration, String event, String eventId, String body) {}

    private final String project;
    private final Integrations integrations;
    private final Faults faults;
    private final Host host;
    /** Past any proxy, and never to where a receiver redirects: nothing leaves this machine. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * @param project the id of the emulated project
     * @param faults which deliveries go wrong
     */
    public NotificationSender(String project, Integrations integrations, Faults faults, Host host) {
        this.project = project;
        this.integrations = integrations;
        this.faults = faults;
        this.host = host;
    }

    @Override
    public void accept(Happening happening) {
        for (Integration integration : integrations.list()) {
            if (integration.wants(happening.event(), project)) {
                begin(new Delivery(
                        integration.id(), happening.event(), host.identifiers().objectId(), body(happening)));
            }
        }
    }

    private void begin(Delivery delivery) {
        Optional<FaultRule> fault = faults.nextDelivery(delivery.event());
        if (fault.isEmpty()) {
            send(delivery, 1);
            return;
        }
        switch (fault.get().kind()) {
            case CUT_BEFORE -> {}
            case LATENCY -> later(fault.get().duration(), () -> send(delivery, 1));
            case DUPLICATE -> {
                send(delivery, 1);
                send(delivery, 1);
            }
            default -> send(delivery, 1);
        }
    }

    private void later(Duration pause, Runnable task) {
        host.watch(
                () -> {
                    task.run();
                    return false;
                },
                pause);
    }

    private void send(Delivery delivery, int attempt) {
        Optional<Integration> to = integrations.find(delivery.integration()).filter(found -> !found.disabled());
        if (to.isEmpty() || host.isClosing()) {
            return;
        }
        http.sendAsync(request(to.get(), delivery), HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failure) ->
                        host.work(() -> sent(delivery, attempt, failure == null && answer.statusCode() / 100 == 2)));
    }

    private static HttpRequest request(Integration to, Delivery delivery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to.webhook())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(HEADER + "Integration-Id", to.id())
                .header(HEADER + "Integration-Name", to.name())
                .header(HEADER + "Event-Id", delivery.eventId())
                .header(HEADER + "Event-Type", delivery.event());
        to.secret().ifPresent(secret -> request.header(HEADER + "Token", secret));
        return request.POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                .build();
    }

    private void sent(Delivery delivery, int attempt, boolean well) {
        if (well) {
            integrations.delivered(delivery.integration());
            return;
        }
        integrations.failed(delivery.integration());
        if (attempt < ATTEMPTS) {
            later(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)), () -> send(delivery, attempt + 1));
        }
    }

    private String body(Happening happening) {
        Map<String, Object> data = new LinkedHashMap<>(happening.more());
        data.put(happening.kind(), named(happening.resource()));
        data.put("project", named(project));
        try {
            return Json.MAPPER.writeValueAsString(Map.of("event", happening.event(), "data", data));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written as JSON", impossible);
        }
    }

    private static Map<String, String> named(String id) {
        return Map.of("id", id, "name", id);
    }
}
