package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.EnvironmentStatus;
import io.jenkins.plugins.releaseflow.engine.LockPlace;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Environments as machine-readable documents, the same on every host. */
@Restricted(NoExternalUse.class)
public final class EnvironmentJson {
    private EnvironmentJson() {}

    /** Who holds its lock, who waits, and its hold. */
    public static ObjectNode of(EnvironmentStatus status) {
        ObjectNode json = ReleaseJson.object();
        json.put("environment", status.environment());
        status.holder().ifPresent(holder -> json.set("holder", of(holder)));
        status.trouble().ifPresent(trouble -> json.put("trouble", trouble));
        ArrayNode queue = json.putArray("queue");
        status.queue().forEach(waiting -> queue.add(of(waiting)));
        status.hold().ifPresent(hold -> json.putObject("hold")
                .put("since", hold.since().toString())
                .put("who", hold.by().who())
                .put("why", hold.by().why()));
        return json;
    }

    private static ObjectNode of(LockPlace place) {
        return ReleaseJson.object()
                .put("number", place.id().number())
                .put("kind", ReleaseJson.word(place.kind()))
                .put("name", place.name())
                .put("who", place.origin().who())
                .put("build", place.origin().build())
                .put("since", place.since().toString());
    }
}
