package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What somebody sends to have a release run.
 *
 * @param name name of the release; empty for the flow's own
 * @param description its description; empty for the flow's own
 * @param allowOlder {@code true} where builds may be deployed that are older than the live ones
 * @param overrides a JSON list of {@code environment}, {@code target} as in {@code service shop}, {@code build} (the build service), and one of {@code buildId},
 *     {@code commit}, {@code branch} and {@code pullRequest}; empty for none
 */
@Restricted(NoExternalUse.class)
public record OverrideForm(String name, String description, String allowOlder, String overrides) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,40}");
    private static final int MOST_LETTERS_OF_NAME = 200;
    private static final int MOST_LETTERS = 2000;
    private static final int MOST_OVERRIDES = 100;

    /**
     * What is asked for.
     *
     * @param who id of the user who asks
     * @throws IllegalArgumentException where it can't be understood
     */
    RunOverrides read(String who) {
        requireShort("name", name, MOST_LETTERS_OF_NAME);
        requireShort("description", description, MOST_LETTERS);
        List<RunOverrides.InEnvironment> builds = new ArrayList<>();
        Set<List<Object>> places = new HashSet<>();
        for (JsonNode each : list()) {
            String environment = text(each, "environment");
            Target target = target(text(each, "target"));
            if (!places.add(List.of(environment, target))) {
                throw new IllegalArgumentException("overrides: " + target
                        + (environment.isEmpty() ? "" : " in " + environment) + " is named twice; name it once");
            }
            builds.add(new RunOverrides.InEnvironment(environment, new BuildOverride(target, selector(each), who)));
        }
        return new RunOverrides(name.strip(), description.strip(), allowOlder.equals("true"), builds);
    }

    private static void requireShort(String field, String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException(field + ": has " + text.length() + " letters; use up to " + most);
        }
    }

    private JsonNode list() {
        try {
            JsonNode list = MAPPER.readTree(overrides.isBlank() ? "[]" : overrides);
            if (!list.isArray() || list.size() > MOST_OVERRIDES) {
                throw new IllegalArgumentException(
                        "overrides: is not a JSON list of up to " + MOST_OVERRIDES + " objects");
            }
            return list;
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("overrides: is not JSON: " + wrong.getOriginalMessage(), wrong);
        }
    }

    private static Target target(String text) {
        for (TargetType type : TargetType.values()) {
            if (text.startsWith(type.word() + " ")
                    && text.length() > type.word().length() + 1) {
                return new Target(type, text.substring(type.word().length() + 1).strip());
            }
        }
        throw new IllegalArgumentException(
                "overrides: target '" + text + "' is none; use 'service <id>' or 'job <id>'");
    }

    private static BuildSelector selector(JsonNode json) {
        String service = text(json, "build");
        Optional<String> branch = optional(json, "branch");
        String number = text(json, "pullRequest");
        String commit = optional(json, "commit").orElse(BuildSelector.LATEST);
        Optional<String> buildId = optional(json, "buildId");
        if (!commit.equals(BuildSelector.LATEST) && !COMMIT.matcher(commit).matches()) {
            throw new IllegalArgumentException(
                    "overrides: commit '" + commit + "' is none; use 7 to 40 hexadecimal digits, or 'latest'");
        }
        if (!number.isEmpty() && !number.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "overrides: pullRequest '" + number + "' is not a number of a pull request");
        }
        if (branch.isPresent() && !number.isEmpty()) {
            throw new IllegalArgumentException("overrides: branch and pullRequest are both given; give one of them");
        }
        return buildId.isPresent()
                ? BuildSelector.ofId(service, buildId.get())
                : new BuildSelector(
                        service,
                        branch,
                        number.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(number)),
                        commit,
                        Optional.empty());
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText("").strip();
    }

    private static Optional<String> optional(JsonNode json, String field) {
        return Optional.of(text(json, field)).filter(text -> !text.isEmpty());
    }
}
