package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import java.time.Instant;

/**
 * A request that the emulator has dealt with.
 *
 * @param method of HTTP; {@code WS} for a WebSocket that was opened
 * @param query without the question mark; empty when there was none
 * @param status of the answer; 0 when the connection was cut instead
 * @param millis how long it took
 */
public record RecordedRequest(Instant at, String method, String path, String query, int status, long millis) {}
