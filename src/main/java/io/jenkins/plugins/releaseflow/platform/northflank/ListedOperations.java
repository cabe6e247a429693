package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks at operations that have an id and are listed under their resource: backups and job runs. */
final class ListedOperations {
    private ListedOperations() {}

    /** The status of each; vanished where the platform does not know it, or not even its resource. */
    static CompletionStage<Map<OperationReference, OperationStatus>> observe(
            NorthflankLists lists,
            Function<String, String> pathOfResource,
            String plural,
            Set<OperationReference> references,
            Function<JsonNode, OperationStatus> status) {
        String path = pathOfResource.apply(references.iterator().next().resource());
        Set<String> ids = references.stream().map(OperationReference::id).collect(Collectors.toSet());
        return lists.byIds(path, plural, ids).thenApply(byId -> {
            Map<OperationReference, OperationStatus> statuses = new HashMap<>();
            references.forEach(reference -> statuses.put(
                    reference,
                    byId.containsKey(reference.id())
                            ? status.apply(byId.get(reference.id()))
                            : NorthflankStatuses.vanished()));
            return statuses;
        });
    }
}
