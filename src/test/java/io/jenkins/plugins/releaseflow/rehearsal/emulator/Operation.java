package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.RecordedRequest;
import java.util.Map;

/** An operation of Northflank's API as docs/compatibility.md has it: a method, and a path whose ids are names in braces. */
public final class Operation {
    private static final Map<String, String> IDS = Map.ofEntries(
            Map.entry("projects", "project"),
            Map.entry("addons", "addon"),
            Map.entry("backups", "backup"),
            Map.entry("restores", "restore"),
            Map.entry("jobs", "job"),
            Map.entry("runs", "run"),
            Map.entry("services", "service"),
            Map.entry("build", "build"),
            Map.entry("pipelines", "pipeline"),
            Map.entry("release-flows", "stage"),
            Map.entry("notifications", "notification"));

    private Operation() {}

    /** @param path from {@code /v1} on */
    public static String of(String method, String path) {
        StringBuilder operation = new StringBuilder(method + " ");
        String before = "";
        for (String part : path.replaceFirst("^/v1/", "").split("/")) {
            operation.append('/').append(IDS.containsKey(before) ? "{" + IDS.get(before) + "}" : part);
            before = IDS.containsKey(before) ? "" : part;
        }
        return operation.toString();
    }

    public static String of(RecordedRequest request) {
        return of(request.method(), request.path());
    }
}
