package io.jenkins.plugins.releaseflow.platform.northflank;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which permission a role needs for a request, as Northflank's API reference has it. Pure. */
final class NorthflankPermissions {
    private static final String PROJECTS = "/v1(?:/teams/[^/]+)?/projects";
    private static final String PROJECT = PROJECTS + "/[^/]+";

    private record Rule(Pattern requests, String permission) {}

    private static final List<Rule> RULES = List.of(
            rule("GET " + PROJECTS + "(?:/[^/]+)?", "Project > Projects > Manage > Read"),
            rule("GET " + PROJECT + "/addons(?:/.*)?", "Project > Addons > General > Read"),
            rule("POST " + PROJECT + "/addons/.*", "Project > Addons > General > Update"),
            rule("POST " + PROJECT + "/jobs/[^/]+/runs", "Project > Jobs > General > Read"),
            rule("DELETE " + PROJECT + "/jobs/[^/]+/runs/[^/]+", "Project > Jobs > Deployment > Deploy Build"),
            rule(
                    "POST " + PROJECT + "/(?:jobs|services)/[^/]+/deployment",
                    "Project > Services > Deployment > Update Deployment"));

    private NorthflankPermissions() {}

    private static Rule rule(String requests, String permission) {
        return new Rule(Pattern.compile(requests), permission);
    }

    /**
     * The permission, in the words of Northflank's role editor; empty where the reference names none.
     *
     * @param asked method and path, for example {@code POST /v1/projects/shop/jobs/migrate/runs}
     */
    static Optional<String> needed(String asked) {
        return RULES.stream()
                .filter(rule -> rule.requests().matcher(asked).matches())
                .map(Rule::permission)
                .findFirst();
    }
}
