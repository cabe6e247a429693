package io.jenkins.plugins.releaseflow.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The JSON form on disk of builds that were chosen in place of those that a flow asks for. */
final class OverrideJson {
    private OverrideJson() {}

    static ArrayNode write(List<BuildOverride> overrides) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        overrides.forEach(override -> {
            ObjectNode json = list.addObject();
            json.set("target", PinJson.write(override.target()));
            BuildSelector build = override.build();
            json.put("service", build.buildService());
            build.branch().ifPresent(branch -> json.put("branch", branch));
            build.pullRequest().ifPresent(number -> json.put("pullRequest", number));
            json.put("commit", build.commit());
            build.buildId().ifPresent(id -> json.put("buildId", id));
            json.put("who", override.who());
        });
        return list;
    }

    /** None where there are none. */
    static List<BuildOverride> read(JsonNode list) {
        return list.valueStream()
                .map(json -> new BuildOverride(
                        PinJson.readTarget(json.path("target")),
                        new BuildSelector(
                                OperationJson.optional(json, "service"),
                                Optional.ofNullable(json.path("branch").textValue()),
                                json.has("pullRequest")
                                        ? Optional.of(json.path("pullRequest").asInt())
                                        : Optional.empty(),
                                OperationJson.text(json, "commit"),
                                Optional.ofNullable(json.path("buildId").textValue())),
                        OperationJson.optional(json, "who")))
                .toList();
    }
}
