package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.ledger.Drill;

/** A drill as documents have it. */
final class DrillJson {
    private DrillJson() {}

    static ObjectNode of(Drill drill) {
        ObjectNode json = ReleaseJson.object();
        json.put("release", drill.began().release());
        json.put("backup", drill.began().backup());
        json.put("by", drill.began().by());
        json.put("at", drill.at().toString());
        drill.ended().ifPresent(end -> {
            json.put("well", end.well());
            json.put("durationMs", drill.took().toMillis());
            json.put("restoreMs", end.restore().toMillis());
            json.put("startMs", end.start().toMillis());
            json.put("message", end.message());
        });
        return json;
    }
}
