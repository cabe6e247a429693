package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Entries of a list, in the platform's order.
 *
 * @param complete whether these are all there are; where not, what is missing here may still be there
 */
record Listing(List<JsonNode> entries, boolean complete) {
    Listing {
        entries = List.copyOf(entries);
    }

    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        entries.forEach(entry -> ids.add(entry.path("id").asText()));
        return ids;
    }
}
