package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a notification of Northflank's hints at. Its data is documented for builds only, so whatever is not understood is passed over, and no state is taken from
 * it: a notification only says where to look.
 *
 * @param event for example {@code job-run:success}; empty where it does not say
 * @param id of the event, the same when it is sent again; empty where it does not say
 * @param projects ids and names of the projects that it names
 * @param resources ids and names of the jobs, services and addons that it names
 * @see <a href="https://northflank.com/docs/v1/application/observe/configure-notification-integrations">Northflank's description</a>
 */
public record NorthflankNotification(String event, Optional<String> id, Set<String> projects, Set<String> resources) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> RESOURCES = List.of("job", "service", "addon");
    /** What precedes an event's name in the settings of an integration. */
    private static final String TRIGGER = "trigger:";

    private static final String START = ":start";

    public NorthflankNotification {
        projects = Set.copyOf(projects);
        resources = Set.copyOf(resources);
    }

    /**
     * Reads a notification.
     *
     * @param eventType the header {@code X-Northflank-Notification-Event-Type}, used where the body names no event
     * @param eventId the header {@code X-Northflank-Notification-Event-Id}
     * @return empty where the body is not a JSON object
     */
    static Optional<NorthflankNotification> parse(Optional<String> eventType, Optional<String> eventId, byte[] body) {
        JsonNode json;
        try {
            json = MAPPER.readTree(body);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        if (json == null || !json.isObject()) {
            return Optional.empty();
        }
        String event = text(json, "event").or(() -> eventType).orElse("");
        JsonNode data = json.path("data");
        Set<String> resources = new HashSet<>();
        RESOURCES.forEach(kind -> addNames(data.path(kind), resources));
        Set<String> projects = new HashSet<>();
        addNames(data.path("project"), projects);
        return Optional.of(new NorthflankNotification(
                event.startsWith(TRIGGER) ? event.substring(TRIGGER.length()) : event, eventId, projects, resources));
    }

    private static void addNames(JsonNode thing, Set<String> names) {
        text(thing, "id").ifPresent(names::add);
        text(thing, "name").ifPresent(names::add);
    }

    private static Optional<String> text(JsonNode object, String field) {
        return Optional.ofNullable(object.path(field).textValue()).filter(text -> !text.isEmpty());
    }

    /** Whether it is worth a look: a start ends no wait. */
    public boolean mayEndAWait() {
        return !event.endsWith(START);
    }

    /** Whether it may be about something in this project: it is, unless it names another. */
    public boolean mayConcern(String project) {
        return projects.isEmpty() || projects.contains(project);
    }
}
