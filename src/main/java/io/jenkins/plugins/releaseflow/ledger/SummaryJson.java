package io.jenkins.plugins.releaseflow.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The JSON form of a line of the index. */
final class SummaryJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SummaryJson() {}

    static String write(ReleaseSummary summary) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("number", summary.id().number());
        json.put("kind", summary.kind().name());
        json.put("name", summary.name());
        json.put("who", summary.who());
        json.put("branch", summary.branch());
        json.put("state", summary.state().name());
        json.put("openedAt", summary.openedAt().toString());
        summary.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        return json.toString();
    }

    static Optional<ReleaseSummary> read(String environment, String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            return Optional.of(new ReleaseSummary(
                    new ReleaseId(environment, json.path("number").asInt()),
                    ReleaseKind.valueOf(json.path("kind").asText()),
                    json.path("name").asText(),
                    json.path("who").asText(),
                    json.path("branch").asText(),
                    ReleaseState.valueOf(json.path("state").asText()),
                    Instant.parse(json.path("openedAt").asText()),
                    Optional.ofNullable(json.path("endedAt").textValue()).map(Instant::parse)));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
