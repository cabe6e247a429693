package io.jenkins.plugins.releaseflow.rehearsal.emulator.notification;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.NotificationSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The notification integrations: those of the project file, as it says them at each start, and those made through the API, which are kept. Thread-safe. */
public final class Integrations {
    /** Northflank does not document how many. */
    static final int FAILURES_UNTIL_DISABLED = 12;

    private final Host host;
    private final StateFile<Kept> file;
    private final Map<String, Integration> declared = new LinkedHashMap<>();
    private final Map<String, Integration> made = new LinkedHashMap<>();

    /**
     * @param path the file that those made through the API are kept in
     * @param specs those of the project file, by name
     */
    public Integrations(Path path, Map<String, NotificationSpec> specs, Host host) {
        this.host = host;
        this.file = new StateFile<>(path, Kept.class);
        Instant now = host.clock().instant();
        specs.forEach((name, spec) -> declared.put(
                name,
                new Integration(
                        name,
                        name,
                        spec.url(),
                        spec.secret(),
                        spec.events(),
                        false,
                        List.of(),
                        now,
                        now,
                        0,
                        Optional.empty(),
                        false)));
        file.read().map(Kept::integrations).orElse(List.of()).stream()
                .filter(kept -> !declared.containsKey(kept.id()))
                .forEach(kept -> made.put(kept.id(), kept));
    }

    /** All of them, those of the project file first. */
    public synchronized List<Integration> list() {
        List<Integration> all = new ArrayList<>(declared.values());
        all.addAll(made.values());
        return List.copyOf(all);
    }

    /** One of them; refused with 404 when there is none of this id. */
    public Integration get(String id) {
        return find(id).orElseThrow(() -> Refusal.missing("notification integration", "notificationId", id));
    }

    synchronized Optional<Integration> find(String id) {
        return Optional.ofNullable(declared.get(id)).or(() -> Optional.ofNullable(made.get(id)));
    }

    /** Makes one; refused with 400 unless it has a name, an address and events, and with 409 when there is one of this name. */
    public synchronized Integration create(IntegrationChange wanted) {
        String name = wanted.name().orElseThrow(() -> Refusal.invalid("name is missing"));
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (id.isEmpty() || find(id).isPresent()) {
            throw Refusal.conflict("notification-integration-exists", "There is already one with the id '" + id + "'");
        }
        Instant now = host.clock().instant();
        Integration integration = new Integration(
                id,
                name,
                wanted.webhook().orElseThrow(() -> Refusal.invalid("webhook is missing")),
                wanted.secret(),
                wanted.events().orElseThrow(() -> Refusal.invalid("events is missing")),
                wanted.restricted().orElse(false),
                wanted.projects().orElse(List.of()),
                now,
                now,
                0,
                Optional.empty(),
                false);
        made.put(id, integration);
        keep();
        return integration;
    }

    /** Changes one, and has it tried again where it was disabled. */
    public synchronized void change(String id, IntegrationChange wanted) {
        Integration known = get(id);
        replace(
                id,
                old -> new Integration(
                        id,
                        wanted.name().orElse(known.name()),
                        wanted.webhook().orElse(known.webhook()),
                        wanted.secret().or(known::secret),
                        wanted.events().orElse(known.events()),
                        wanted.restricted().orElse(known.restricted()),
                        wanted.projects().orElse(known.projects()),
                        known.createdAt(),
                        host.clock().instant(),
                        0,
                        Optional.empty(),
                        false));
    }

    /** Forgets one. */
    public synchronized void delete(String id) {
        get(id);
        declared.remove(id);
        made.remove(id);
        keep();
    }

    void failed(String id) {
        replace(id, known -> known.failed(host.clock().instant(), FAILURES_UNTIL_DISABLED));
    }

    void delivered(String id) {
        if (find(id).filter(known -> known.failures() > 0).isPresent()) {
            replace(id, Integration::delivered);
        }
    }

    private synchronized void replace(String id, UnaryOperator<Integration> change) {
        declared.computeIfPresent(id, (key, known) -> change.apply(known));
        if (made.computeIfPresent(id, (key, known) -> change.apply(known)) != null) {
            keep();
        }
    }

    private void keep() {
        file.write(new Kept(List.copyOf(made.values())));
    }

    record Kept(List<Integration> integrations) {}
}
