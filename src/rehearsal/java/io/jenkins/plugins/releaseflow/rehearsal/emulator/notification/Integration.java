package io.jenkins.plugins.releaseflow.rehearsal.emulator.notification;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A notification integration: whom the platform tells of what.
 *
 * @param id made from the name
 * @param webhook where it posts to, on this machine
 * @param events which events; {@code *} stands for anything
 * @param restricted whether only of these projects
 * @param failures how many requests have failed in a row
 * @param failingSince when the first of them did
 * @param disabled whether nothing is sent any more, because it kept failing
 */
public record Integration(
        String id,
        String name,
        URI webhook,
        Optional<String> secret,
        List<String> events,
        boolean restricted,
        List<String> projects,
        Instant createdAt,
        Instant updatedAt,
        int failures,
        Optional<Instant> failingSince,
        boolean disabled) {

    boolean wants(String event, String project) {
        return !disabled
                && (!restricted || projects.contains(project))
                && events.stream().anyMatch(pattern -> matches(pattern, event));
    }

    /** Whether an event is one of a pattern in which {@code *} stands for anything. */
    public static boolean matches(String pattern, String event) {
        return event.matches(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    Integration failed(Instant at, int most) {
        return with(failures + 1, Optional.of(failingSince.orElse(at)), failures + 1 >= most);
    }

    Integration delivered() {
        return with(0, Optional.empty(), disabled);
    }

    private Integration with(int count, Optional<Instant> since, boolean off) {
        return new Integration(
                id, name, webhook, secret, events, restricted, projects, createdAt, updatedAt, count, since, off);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return id + " to " + webhook;
    }
}
