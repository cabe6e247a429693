package io.jenkins.plugins.releaseflow.release;

import java.util.Map;
import java.util.Objects;

/**
 * Where an operation is found on the platform. All that is needed to watch it again after a restart.
 *
 * @param kind what it is
 * @param resource id of the addon, build service, job or service that it belongs to
 * @param id the platform's id of it: a backup's, a build's, a job run's; for a deployment the pin's build id or image
 * @param details what else the platform's client needs to recognise it, for example the target's type and the mark of the last change before it
 */
public record OperationReference(OperationKind kind, String resource, String id, Map<String, String> details) {
    public OperationReference {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(id, "id");
        details = Map.copyOf(details);
    }
}
