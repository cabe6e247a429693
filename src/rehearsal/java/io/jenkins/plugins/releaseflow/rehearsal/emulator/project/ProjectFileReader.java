package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads and checks one project file. */
final class ProjectFileReader {
    private static final Pattern ID = Pattern.compile("[a-z](-?[a-z0-9]+)*");
    private static final String ID_RULE =
            "made of lower-case letters, digits and single dashes, starting with a letter";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)\\}");
    private static final int HOUR = 3600;

    private final Path file;
    private final Path home;

    ProjectFileReader(Path file, Path home) {
        this.file = file;
        this.home = home;
    }

    ProjectFile read() {
        YamlValue root = new YamlValue(file, parse(), "the file");
        Map<String, YamlValue> top = root.entries(List.of(
                "project",
                "prepare",
                "environments",
                "addons",
                "builds",
                "images",
                "jobs",
                "services",
                "notifications",
                "limits"));
        String project = root.required(top, "project").text(ID, ID_RULE);
        Map<String, AddonSpec> addons = section(top, "addons", this::addon);
        Map<String, BuildSpec> builds = section(top, "builds", this::build);
        List<String> references = references(addons);
        List<String> buildIds = List.copyOf(builds.keySet());
        Map<String, JobSpec> jobs = section(top, "jobs", value -> job(value, buildIds, references));
        List<String> jobIds = List.copyOf(jobs.keySet());
        Map<String, ServiceSpec> services = section(top, "services", value -> service(value, buildIds, references));
        services.keySet().stream().filter(builds::containsKey).findFirst().ifPresent(id -> {
            throw top.get("services")
                    .entries()
                    .get(id)
                    .wrong("'" + id + "' is a build service and a deployment service; rename one of them");
        });
        return new ProjectFile(
                file,
                project,
                text(top, "prepare"),
                section(top, "environments", value -> environment(value, jobIds)),
                addons,
                builds,
                section(top, "images", this::image),
                jobs,
                services,
                section(top, "notifications", this::notification),
                Optional.ofNullable(top.get("limits")).map(this::limits).orElse(LimitsSpec.DEFAULT));
    }

    private Node parse() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(true);
        try (var reader = Files.newBufferedReader(file)) {
            Node node = new Yaml(options).compose(reader);
            if (node == null) {
                throw new ProjectFileException(file + ":1:1: the file is empty; start it with 'project: NAME'");
            }
            return node;
        } catch (NoSuchFileException missing) {
            throw new ProjectFileException(file + ": there is no such file; write one, or name another");
        } catch (MarkedYAMLException broken) {
            String place = broken.getProblemMark() == null
                    ? ""
                    : ":" + (broken.getProblemMark().getLine() + 1) + ":"
                            + (broken.getProblemMark().getColumn() + 1);
            throw new ProjectFileException(file + place + ": not valid YAML: " + broken.getProblem());
        } catch (YAMLException | IOException unreadable) {
            throw new ProjectFileException(file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    private static <T> Map<String, T> section(Map<String, YamlValue> top, String name, Function<YamlValue, T> element) {
        Map<String, T> section = new LinkedHashMap<>();
        if (top.containsKey(name)) {
            top.get(name).entries().forEach((id, value) -> {
                if (!ID.matcher(id).matches()) {
                    throw value.wrong("'" + id + "' in '" + name + "' must be " + ID_RULE);
                }
                section.put(id, element.apply(value));
            });
        }
        return Collections.unmodifiableMap(section);
    }

    private EnvironmentSpec environment(YamlValue value, List<String> jobs) {
        Map<String, YamlValue> entries = value.entries(List.of("branches", "schemaCheckJob", "retainBackups"));
        return new EnvironmentSpec(
                texts(entries, "branches"),
                Optional.ofNullable(entries.get("schemaCheckJob")).map(job -> reference(job, "job", jobs)),
                flag(entries, "retainBackups", true));
    }

    private AddonSpec addon(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("type", "seed"));
        AddonType type = AddonType.of(value.required(entries, "type").oneOf(AddonType.words()));
        Optional<Path> seed = Optional.ofNullable(entries.get("seed")).map(this::path);
        seed.filter(Files::notExists).ifPresent(missing -> {
            throw entries.get("seed").wrong("'seed' names " + missing + ", which does not exist; correct the path");
        });
        return new AddonSpec(type, seed);
    }

    private static List<String> references(Map<String, AddonSpec> addons) {
        List<String> references = new ArrayList<>();
        addons.forEach(
                (id, spec) -> spec.type().references().forEach(name -> references.add("addons." + id + "." + name)));
        return references;
    }

    private BuildSpec build(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("repository", "branches", "command", "ci", "buildpack"));
        return new BuildSpec(
                path(value.required(entries, "repository")),
                texts(entries, "branches"),
                value.required(entries, "command").text(),
                flag(entries, "ci", true),
                flag(entries, "buildpack", false));
    }

    private ImageSpec image(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("image", "directory", "credentials"));
        Path directory = path(value.required(entries, "directory"));
        return new ImageSpec(value.required(entries, "image").text(), directory, text(entries, "credentials"));
    }

    private JobSpec job(YamlValue value, List<String> builds, List<String> references) {
        Map<String, YamlValue> entries = value.entries(List.of(
                "build", "command", "environment", "timeLimit", "retries", "runOnSourceChange", "cd", "schedule"));
        return new JobSpec(
                reference(value.required(entries, "build"), "build service", builds),
                value.required(entries, "command").text(),
                variables(entries, references),
                number(entries, "timeLimit", 600, 1, 24 * HOUR),
                number(entries, "retries", 0, 0, 10),
                entries.containsKey("runOnSourceChange")
                        ? entries.get("runOnSourceChange").oneOf(List.of("never", "cd-promote", "always"))
                        : "never",
                flag(entries, "cd", false),
                Optional.ofNullable(entries.get("schedule")).map(ProjectFileReader::schedule));
    }

    private ServiceSpec service(YamlValue value, List<String> builds, List<String> references) {
        Map<String, YamlValue> entries =
                value.entries(List.of("build", "command", "port", "health", "startLimit", "environment", "cd"));
        return new ServiceSpec(
                reference(value.required(entries, "build"), "build service", builds),
                value.required(entries, "command").text(),
                number(entries, "port", 0, 0, 65535),
                Optional.ofNullable(entries.get("health"))
                        .map(path -> path.text(Pattern.compile("/\\S*"), "a path that starts with '/'")),
                number(entries, "startLimit", 60, 1, HOUR),
                variables(entries, references),
                flag(entries, "cd", false));
    }

    private NotificationSpec notification(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("url", "secret", "events"));
        YamlValue url = value.required(entries, "url");
        List<String> events =
                entries.containsKey("events") ? entries.get("events").list(ProjectFileReader::event) : List.of("*");
        return new NotificationSpec(
                NotificationSpec.onThisMachine(url.text())
                        .orElseThrow(() -> url.wrong(
                                "'url' is '" + url.text() + "' but must be " + NotificationSpec.ON_THIS_MACHINE)),
                text(entries, "secret"),
                events);
    }

    private static String schedule(YamlValue value) {
        try {
            return new CronSchedule(value.text()).text();
        } catch (IllegalArgumentException none) {
            throw value.wrong("'schedule' is '" + value.text() + "' but must be " + none.getMessage());
        }
    }

    private static String event(YamlValue value) {
        String event = value.text();
        if (!event.contains("*")) {
            return value.oneOf(NotificationSpec.EVENTS);
        }
        return value.text(Pattern.compile("[a-z:*-]+"), "the name of an event, in which * stands for anything");
    }

    private LimitsSpec limits(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("requestsPerHour", "enforce"));
        return new LimitsSpec(
                number(entries, "requestsPerHour", LimitsSpec.DEFAULT.requestsPerHour(), 1, 1_000_000),
                flag(entries, "enforce", LimitsSpec.DEFAULT.enforce()));
    }

    private Map<String, String> variables(Map<String, YamlValue> entries, List<String> references) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (entries.containsKey("environment")) {
            entries.get("environment")
                    .entries()
                    .forEach((name, value) -> variables.put(name, variable(value, references)));
        }
        return variables;
    }

    /** Checks the references and replaces {@code ${home}}; those to addons are left for the emulator. */
    private String variable(YamlValue value, List<String> references) {
        Matcher matcher = REFERENCE.matcher(value.text());
        List<String> allowed = new ArrayList<>(List.of("home"));
        allowed.addAll(references);
        while (matcher.find()) {
            if (!allowed.contains(matcher.group(1))) {
                throw value.wrong("unknown reference '" + matcher.group() + "'"
                        + Suggestion.of(matcher.group(1), allowed) + "; known: "
                        + String.join(
                                ", ",
                                allowed.stream().map(name -> "${" + name + "}").toList()));
            }
        }
        return value.text().replace("${home}", home.toString());
    }

    private static String reference(YamlValue value, String kind, List<String> known) {
        String id = value.text();
        if (!known.contains(id)) {
            throw value.wrong("there is no " + kind + " '" + id + "'" + Suggestion.of(id, known)
                    + (known.isEmpty() ? "; define one first" : "; defined: " + String.join(", ", known)));
        }
        return id;
    }

    private Path path(YamlValue value) {
        return file.getParent()
                .resolve(value.text().replace("${home}", home.toString()))
                .normalize();
    }

    private static Optional<String> text(Map<String, YamlValue> entries, String key) {
        return Optional.ofNullable(entries.get(key)).map(YamlValue::text);
    }

    private static List<String> texts(Map<String, YamlValue> entries, String key) {
        return entries.containsKey(key) ? entries.get(key).list(YamlValue::text) : List.of();
    }

    private static boolean flag(Map<String, YamlValue> entries, String key, boolean otherwise) {
        return entries.containsKey(key) ? entries.get(key).flag() : otherwise;
    }

    private static int number(Map<String, YamlValue> entries, String key, int otherwise, int least, int most) {
        return entries.containsKey(key) ? entries.get(key).number(least, most) : otherwise;
    }
}
