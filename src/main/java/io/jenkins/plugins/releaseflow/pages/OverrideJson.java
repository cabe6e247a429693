package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Release;

/** The builds that were chosen for a release in place of those that its flow asks for, in its document. */
final class OverrideJson {
    private OverrideJson() {}

    /** Adds them, where there are any, each with whether the flow came to its target. */
    static void add(ObjectNode document, Release release) {
        if (release.origin().overrides().isEmpty()) {
            return;
        }
        ArrayNode list = document.putArray("overrides");
        release.origin().overrides().forEach(override -> {
            ObjectNode json = list.addObject();
            json.put("target", override.target().toString());
            json.set("build", of(override.build()));
            json.put("text", override.build().text().strip());
            json.put("who", override.who());
            json.put("reached", release.nodeList().stream().anyMatch(override::isReachedBy));
        });
    }

    /** A choice of build. */
    static ObjectNode of(BuildSelector build) {
        ObjectNode json = ReleaseJson.object();
        json.put("service", build.buildService());
        build.branch().ifPresent(branch -> json.put("branch", branch));
        build.pullRequest().ifPresent(number -> json.put("pullRequest", number));
        json.put("commit", build.commit());
        build.buildId().ifPresent(id -> json.put("buildId", id));
        return json;
    }
}
