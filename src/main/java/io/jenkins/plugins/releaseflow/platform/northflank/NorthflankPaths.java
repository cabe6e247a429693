package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Paths of the API, with ids made safe. */
final class NorthflankPaths {
    private final String scope;
    private final String project;

    NorthflankPaths(NorthflankConnectionSettings settings) {
        this.scope =
                "/v1" + settings.team().map(team -> "/teams/" + segment(team)).orElse("");
        this.project = settings.project();
    }

    String projects() {
        return scope + "/projects";
    }

    String project(String... segments) {
        String rest = Arrays.stream(segments).map(part -> "/" + segment(part)).collect(Collectors.joining());
        return projects() + "/" + segment(project) + rest;
    }

    String deployment(Target target) {
        return project(plural(target), target.id(), "deployment");
    }

    /** What the API calls the list of such targets. */
    static String plural(Target target) {
        return target.type() == TargetType.JOB ? "jobs" : "services";
    }

    /** Refuses what would address another resource than the one named. */
    static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new PlatformException(
                    PlatformException.Kind.REJECTED,
                    "'" + text + "' is not an id on Northflank; use the one that its pages show");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
