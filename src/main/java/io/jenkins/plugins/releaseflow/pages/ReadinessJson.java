package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.rollback.Readiness;

/** Whether a release can be rolled back to, as documents have it. */
final class ReadinessJson {
    private ReadinessJson() {}

    static ObjectNode of(Readiness readiness) {
        ObjectNode json = ReleaseJson.object();
        json.put("state", ReleaseJson.word(readiness.state()));
        readiness.way().ifPresent(way -> json.put("database", way.word()));
        json.put("verdict", ReleaseJson.word(readiness.verdict()));
        json.put("backups", ReleaseJson.word(readiness.backups()));
        json.put("text", readiness.text());
        json.put("at", readiness.at().toString());
        return json;
    }
}
