package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.javalin.http.HandlerType;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.notification.Integration;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.notification.IntegrationChange;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.notification.Integrations;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.NotificationSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The endpoints of notification integrations, in the words of the official client. */
final class NotificationRoutes {
    private static final String ALL = "/integrations/notifications";
    private static final String ONE = ALL + "/{notificationId}";
    private static final String TYPE = "RAW_WEBHOOK";
    private static final String TRIGGER = "trigger:";

    private final Integrations integrations;

    NotificationRoutes(Integrations integrations) {
        this.integrations = integrations;
    }

    void register(Routes routes) {
        routes.account(
                HandlerType.GET,
                ALL,
                call -> Answer.page(call, "notificationIntegrations", integrations.list(), NotificationRoutes::brief));
        routes.account(HandlerType.POST, ALL, call -> {
            Body body = call.body();
            body.text("type").filter(type -> !type.equals(TYPE)).ifPresent(type -> {
                throw Refusal.invalid("type is '" + type + "', but the emulator sends only to " + TYPE);
            });
            return Answer.of(full(integrations.create(change(body))));
        });
        routes.account(HandlerType.GET, ONE, call -> Answer.of(full(one(call))));
        routes.account(HandlerType.PATCH, ONE, call -> {
            integrations.change(one(call).id(), change(call.body()));
            return Answer.empty();
        });
        routes.account(HandlerType.DELETE, ONE, call -> {
            integrations.delete(one(call).id());
            return Answer.empty();
        });
    }

    private Integration one(Call call) {
        return integrations.get(call.path("notificationId"));
    }

    private static IntegrationChange change(Body body) {
        return new IntegrationChange(
                body.text("name"),
                body.text("webhook").map(NotificationRoutes::address),
                body.text("secret"),
                body.flags("events").map(NotificationRoutes::events),
                body.flag("restricted"),
                body.list("projects"));
    }

    private static URI address(String webhook) {
        return NotificationSpec.onThisMachine(webhook)
                .orElseThrow(() -> Refusal.invalid(
                        "webhook is '" + webhook + "' but must be " + NotificationSpec.ON_THIS_MACHINE));
    }

    private static List<String> events(Map<String, Boolean> triggers) {
        triggers.keySet().stream()
                .filter(trigger -> !trigger.startsWith(TRIGGER))
                .findFirst()
                .ifPresent(wrong -> {
                    throw Refusal.invalid(
                            "events has '" + wrong + "' but must have names such as trigger:build:success");
                });
        return triggers.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(trigger -> trigger.getKey().substring(TRIGGER.length()))
                .toList();
    }

    private static Fields brief(Integration integration) {
        Fields status = Fields.with("disabled", integration.disabled())
                .and("timeOfFirstFailedRequest", integration.failingSince())
                .and("numberOfFailedRequests", integration.failures());
        return Fields.with("name", integration.name())
                .and("id", integration.id())
                .and("type", TYPE)
                .and("webhook", integration.webhook().toString())
                .and("status", status)
                .and("createdAt", integration.createdAt())
                .and("updatedAt", integration.updatedAt());
    }

    /** All but the secret. */
    private static Fields full(Integration integration) {
        Map<String, Boolean> events = new TreeMap<>();
        integration.events().stream()
                .filter(event -> !event.contains("*"))
                .forEach(event -> events.put(TRIGGER + event, true));
        NotificationSpec.EVENTS.stream()
                .filter(event -> integration.events().stream().anyMatch(pattern -> Integration.matches(pattern, event)))
                .forEach(event -> events.put(TRIGGER + event, true));
        return brief(integration)
                .and("restricted", integration.restricted())
                .and("projects", integration.projects())
                .and("events", events);
    }
}
