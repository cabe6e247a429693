package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.delivery.NodeDifference;
import io.jenkins.plugins.releaseflow.delivery.RanMigration;
import io.jenkins.plugins.releaseflow.delivery.ReleaseComparison;
import io.jenkins.plugins.releaseflow.delivery.TargetDifference;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Optional;

/** Two releases side by side, as a machine-readable document. */
final class ComparisonJson {
    private ComparisonJson() {}

    static ObjectNode of(ReleaseComparison compared) {
        ObjectNode json = ReleaseJson.object();
        json.put("environment", compared.from().id().environment());
        json.put("backwards", compared.isBackwards());
        json.set("from", of(compared.from()));
        json.set("to", of(compared.to()));
        ArrayNode targets = json.putArray("targets");
        compared.targets().forEach(target -> targets.add(of(target)));
        ArrayNode migrations = json.putArray("migrations");
        compared.migrations().forEach(migration -> migrations.add(of(migration)));
        ArrayNode nodes = json.putArray("nodes");
        compared.nodes().forEach(node -> nodes.add(of(node)));
        return json;
    }

    private static ObjectNode of(Release release) {
        ObjectNode json = ReleaseJson.object();
        json.put("number", release.id().number());
        json.put("kind", ReleaseJson.word(release.kind()));
        json.put("name", release.name());
        json.put("description", release.description());
        json.put("state", ReleaseJson.word(release.state()));
        json.put("who", release.origin().who());
        json.put("job", release.origin().job());
        json.put("branch", release.origin().branch());
        ReleaseJson.times(json, "opened", release.openedAt(), release.endedAt());
        return json;
    }

    private static ObjectNode of(TargetDifference target) {
        ObjectNode json = ReleaseJson.object();
        json.put("target", target.target().toString());
        json.put("same", target.isSame());
        put(json, "from", target.from());
        put(json, "to", target.to());
        target.between().ifPresent(builds -> {
            ArrayNode between = json.putArray("between");
            builds.forEach(build -> between.add(ReleaseJson.of(build)));
        });
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<Pin> pin) {
        pin.ifPresent(known -> json.set(name, ReleaseJson.of(known)));
    }

    private static ObjectNode of(RanMigration migration) {
        ObjectNode json = ReleaseJson.object();
        json.put("release", migration.release().number());
        json.put("node", migration.node());
        json.put("job", migration.job());
        migration.command().ifPresent(command -> json.put("command", command));
        json.put("verdict", ReleaseJson.word(migration.migration().verdict()));
        migration.migration().undo().ifPresent(undo -> json.put("undo", undo));
        json.put("state", ReleaseJson.word(migration.state()));
        json.put("at", migration.at().toString());
        return json;
    }

    private static ObjectNode of(NodeDifference node) {
        ObjectNode json = ReleaseJson.object();
        json.put("label", node.label());
        node.from().ifPresent(time -> json.put("fromMs", time.toMillis()));
        node.to().ifPresent(time -> json.put("toMs", time.toMillis()));
        ArrayNode parameters = json.putArray("parameters");
        node.parameters().forEach(parameter -> {
            ObjectNode difference = parameters.addObject();
            difference.put("name", parameter.name());
            parameter.from().ifPresent(value -> difference.put("from", value));
            parameter.to().ifPresent(value -> difference.put("to", value));
        });
        return json;
    }
}
