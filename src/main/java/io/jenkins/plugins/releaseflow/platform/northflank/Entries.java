package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Entries of a list by their ids. */
final class Entries {
    private Entries() {}

    static Map<String, JsonNode> byId(List<JsonNode> entries) {
        Map<String, JsonNode> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.path("id").asText(), entry));
        return byId;
    }

    static Set<String> ids(List<JsonNode> entries) {
        return byId(entries).keySet();
    }
}
