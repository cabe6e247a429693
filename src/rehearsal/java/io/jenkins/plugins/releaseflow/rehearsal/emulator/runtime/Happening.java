package io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime;

import java.util.Map;

/**
 * Something that happened on the emulated platform.
 *
 * @param event for example {@code job-run:success}
 * @param kind {@code addon}, {@code job} or {@code service}: whom it happened to
 * @param resource the id of that
 * @param more what else Northflank tells of it
 */
public record Happening(String event, String kind, String resource, Map<String, Object> more) {
    /** One of which nothing more is told. */
    public static Happening of(String event, String kind, String resource) {
        return new Happening(event, kind, resource, Map.of());
    }
}
