package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.ledger.ReleasePage;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.ledger.TargetChange;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lists of releases as machine-readable documents. */
@Restricted(NoExternalUse.class)
public final class SummaryJson {
    private SummaryJson() {}

    /** What a list shows of a release. */
    public static ObjectNode of(ReleaseSummary summary) {
        ObjectNode json = ReleaseJson.object();
        json.put("environment", summary.id().environment());
        json.put("number", summary.id().number());
        json.put("kind", ReleaseJson.word(summary.kind()));
        json.put("name", summary.name());
        json.put("description", summary.description());
        json.put("state", ReleaseJson.word(summary.state()));
        json.put("who", summary.who());
        json.put("job", summary.job());
        json.put("build", summary.build());
        json.put("branch", summary.branch());
        summary.rollbackTo().ifPresent(number -> json.put("rollbackTo", number));
        ReleaseJson.times(json, "opened", summary.openedAt(), summary.endedAt());
        ArrayNode changes = json.putArray("changes");
        summary.changes().forEach(change -> changes.add(of(change)));
        return json;
    }

    /** A page of a list. */
    public static ObjectNode of(ReleasePage page) {
        ObjectNode json = ReleaseJson.of(page.releases());
        json.put("offset", page.offset());
        json.put("total", page.total());
        return json;
    }

    private static ObjectNode of(TargetChange change) {
        ObjectNode json = ReleaseJson.object();
        json.put("target", change.target().toString());
        json.put("pin", change.pin().summary());
        json.put("outcome", ReleaseJson.word(change.outcome()));
        json.put("at", change.at().toString());
        return json;
    }
}
