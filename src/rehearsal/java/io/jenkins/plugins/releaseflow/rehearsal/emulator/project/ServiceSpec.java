package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment service.
 *
 * @param build the build service that its image comes from
 * @param command a shell command, run in the build's directory; it listens on {@code PORT}
 * @param port where it is reached on 127.0.0.1; 0: a free one, chosen once and kept
 * @param health the path whose 2xx or 3xx answer means healthy; without one, an open port does
 * @param startLimit how long a new instance may take to become healthy, in seconds
 * @param environment the process's additional environment; values may refer to addons
 * @param cd whether a new build is deployed without being asked for
 */
public record ServiceSpec(
        String build,
        String command,
        int port,
        Optional<String> health,
        int startLimit,
        Map<String, String> environment,
        boolean cd) {
    public ServiceSpec {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
