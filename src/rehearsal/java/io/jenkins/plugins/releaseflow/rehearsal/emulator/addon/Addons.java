package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.AddonSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.AddonType;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The addons of the project: those of the project file, and those that clients made, which are kept too. Thread-safe. */
public final class Addons implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-z](-?[a-z0-9]+)*");
    private static final String MADE = "made.json";

    private final Path directory;
    private final Host host;
    private final Map<String, Addon> addons = new LinkedHashMap<>();

    /**
     * Opens the addons; they are made where they are new.
     *
     * @param directory where each has a directory of its own
     * @throws EmulatorException with the remedy; nothing is left running then
     */
    public Addons(Map<String, AddonSpec> specs, Path directory, Host host) {
        this.directory = directory;
        this.host = host;
        try {
            specs.forEach((id, spec) -> open(id, spec, ""));
            made().forEach((id, made) -> addons.computeIfAbsent(
                    id,
                    key -> new Addon(
                            id, new AddonSpec(made.type(), Optional.empty()), place(id), made.description(), host)));
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private Addon open(String id, AddonSpec spec, String description) {
        Addon addon = new Addon(id, spec, place(id), description, host);
        addons.put(id, addon);
        return addon;
    }

    private Path place(String id) {
        return directory.resolve(id);
    }

    private Map<String, Made> made() {
        if (!Files.exists(directory)) {
            return Map.of();
        }
        Map<String, Made> made = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.sorted().forEach(entry -> new StateFile<>(entry.resolve(MADE), Made.class)
                    .read()
                    .ifPresent(found -> made.put(entry.getFileName().toString(), found)));
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + directory, failure);
        }
    }

    /** All of them, by id. */
    public synchronized Map<String, Addon> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(addons));
    }

    /** One of them; refused with 404 where there is none of that id. */
    public synchronized Addon get(String id) {
        return Optional.ofNullable(addons.get(id)).orElseThrow(() -> Refusal.missing("addon", "addonId", id));
    }

    /**
     * Makes an addon.
     *
     * @param type in the API's words
     * @param description for people
     * @param source what it is to hold from the beginning
     */
    public synchronized Addon make(
            String name, String type, String version, String description, Optional<Source> source) {
        if (name.length() < 3 || name.length() > 39 || !NAME.matcher(name).matches()) {
            throw Refusal.invalid("name is '" + name + "' but must have 3 to 39 lower-case letters, digits and dashes");
        } else if (addons.containsKey(name)) {
            throw Refusal.conflict("addon-exists", "An addon with the id '" + name + "' already exists");
        }
        AddonType kind = AddonType.ofApi(type)
                .orElseThrow(() -> Refusal.invalid("type is '" + type + "' but must be one of "
                        + List.of(AddonType.values()).stream()
                                .map(AddonType::apiName)
                                .toList()));
        try {
            boolean upgraded = addons.values().stream()
                    .anyMatch(other ->
                            other.type().equals(type) && other.version().equals(version));
            Addon addon = open(name, new AddonSpec(kind, Optional.empty()), description);
            if (!version.equals("latest") && !addon.version().equals(version)) {
                if (!upgraded) {
                    throw Refusal.invalid("version is '" + version + "' but must be latest or " + addon.version());
                }
                addon.upgrade(version);
            }
            if (source.isPresent()) {
                addon.fill(get(source.get().addon()), source.get().backup());
            }
            new StateFile<>(place(name).resolve(MADE), Made.class).write(new Made(kind, description));
            return addon;
        } catch (EmulatorException | Refusal failure) {
            discard(name);
            throw failure instanceof Refusal refusal
                    ? refusal
                    : Refusal.of(500, "addon-not-made", failure.getMessage());
        }
    }

    /** Deletes an addon with all its backups. */
    public synchronized void delete(String id) {
        get(id);
        discard(id);
    }

    private void discard(String id) {
        Optional.ofNullable(addons.remove(id)).ifPresent(Addon::delete);
        try {
            // The note goes first: what is left after a crash is no addon any more.
            Files.deleteIfExists(place(id).resolve(MADE));
            DurableFiles.delete(place(id));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the addon " + id, failure);
        }
    }

    /** Takes all of them down. */
    @Override
    public synchronized void close() {
        addons.values().forEach(Addon::close);
    }

    /** A backup of an addon. */
    public record Source(String addon, String backup) {}

    record Made(AddonType type, String description) {}
}
