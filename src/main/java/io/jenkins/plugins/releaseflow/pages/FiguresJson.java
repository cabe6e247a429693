package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.delivery.DeliveryFigures;
import io.jenkins.plugins.releaseflow.delivery.WeekFigures;
import java.time.Duration;
import java.util.Optional;

/** Delivery figures as a machine-readable document. A figure that nothing was measured of is missing. */
final class FiguresJson {
    private FiguresJson() {}

    static ObjectNode of(String environment, DeliveryFigures figures) {
        ObjectNode json = ReleaseJson.object();
        json.put("environment", environment);
        ArrayNode weeks = json.putArray("weeks");
        figures.weeks().forEach(week -> weeks.add(of(week)));
        int changes = figures.weeks().stream().mapToInt(WeekFigures::changes).sum();
        int failures = figures.weeks().stream().mapToInt(WeekFigures::failures).sum();
        ObjectNode all = json.putObject("all");
        all.put(
                "deployments",
                figures.weeks().stream().mapToInt(WeekFigures::deployments).sum());
        all.put(
                "rollbacks",
                figures.weeks().stream().mapToInt(WeekFigures::rollbacks).sum());
        all.put(
                "unrestored",
                figures.weeks().stream().mapToInt(WeekFigures::unrestored).sum());
        putRate(all, changes, failures);
        put(all, "leadTimeMs", figures.median(WeekFigures::leadTimes));
        put(all, "timeToRestoreMs", figures.median(WeekFigures::restoreTimes));
        return json;
    }

    private static ObjectNode of(WeekFigures week) {
        ObjectNode json = ReleaseJson.object();
        json.put("week", week.monday().toString());
        json.put("deployments", week.deployments());
        json.put("rollbacks", week.rollbacks());
        json.put("unrestored", week.unrestored());
        putRate(json, week.changes(), week.failures());
        put(json, "leadTimeMs", DeliveryFigures.median(week.leadTimes()));
        json.put("leadTimes", week.leadTimes().size());
        put(json, "timeToRestoreMs", DeliveryFigures.median(week.restoreTimes()));
        json.put("restoreTimes", week.restoreTimes().size());
        return json;
    }

    private static void putRate(ObjectNode json, int changes, int failures) {
        json.put("changes", changes);
        json.put("failures", failures);
        if (changes > 0) {
            json.put("failureRate", (double) failures / changes);
        }
    }

    private static void put(ObjectNode json, String name, Optional<Duration> time) {
        time.ifPresent(known -> json.put(name, known.toMillis()));
    }
}
