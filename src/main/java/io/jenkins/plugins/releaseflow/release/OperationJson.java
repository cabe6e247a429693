package io.jenkins.plugins.releaseflow.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The JSON form of pins, requests, baselines, references and failures. Written out field by field, since it is a format that must stay readable for years,
 * whatever the classes become.
 */
final class OperationJson {
    private OperationJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode write(Pin pin) {
        ObjectNode json = object();
        if (pin instanceof BuildPin build) {
            json.put("type", "build");
            json.put("buildService", build.buildService());
            json.put("buildId", build.buildId());
            json.put("commit", build.commit());
            json.put("branch", build.branch());
            build.builtAt().ifPresent(at -> json.put("builtAt", at.toString()));
        } else {
            json.put("type", "image");
            json.put("image", ((ImagePin) pin).image());
        }
        return json;
    }

    static Pin readPin(JsonNode json) {
        return switch (text(json, "type")) {
            case "build" -> readBuildPin(json);
            case "image" -> new ImagePin(text(json, "image"));
            default ->
                throw new IllegalArgumentException(
                        "its pin is of the type " + json.path("type") + ", which is not known");
        };
    }

    static BuildPin readBuildPin(JsonNode json) {
        return new BuildPin(
                text(json, "buildService"),
                text(json, "buildId"),
                optional(json, "commit"),
                optional(json, "branch"),
                Optional.ofNullable(json.path("builtAt").textValue()).map(Instant::parse));
    }

    static ObjectNode write(OperationRequest request) {
        ObjectNode json = object();
        if (request instanceof BackupRequest backup) {
            json.put("type", "backup");
            json.put("addon", backup.addon());
            json.put("backupType", word(backup.type()));
            json.put("compression", word(backup.compression()));
            json.put("name", backup.name());
            backup.check().ifPresent(check -> json.put("checkQuery", check.query()));
            backup.retain().ifPresent(retain -> json.put("retain", retain));
            backup.destinations().custom().ifPresent(id -> json.put("destination", id));
            if (!backup.destinations().additional().isEmpty()) {
                json.put(
                        "additionalDestinations",
                        backup.destinations().additional().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(" ")));
            }
        } else if (request instanceof BuildRequest build) {
            json.put("type", "build");
            json.put("buildService", build.buildService());
            build.branch().ifPresent(branch -> json.put("branch", branch));
            build.pullRequest().ifPresent(number -> json.put("pullRequest", number));
            build.commit().ifPresent(commit -> json.put("commit", commit));
        } else if (request instanceof RestoreRequest restore) {
            json.put("type", "restore");
            json.put("addon", restore.addon());
            json.put("backup", restore.backup());
        } else if (request instanceof CommandRequest command) {
            json.put("type", "command");
            json.put("targetType", word(command.target().type()));
            json.put("target", command.target().id());
            json.put("command", command.command());
            command.shell().ifPresent(shell -> json.put("shell", shell));
            command.user().ifPresent(user -> json.put("user", user));
            json.put("returnStatus", command.returnStatus());
            json.put("returnOutput", command.returnOutput());
        } else if (request instanceof DeploymentRequest deployment) {
            json.put("type", "deployment");
            json.put("targetType", word(deployment.target().type()));
            json.put("target", deployment.target().id());
            json.set("pin", write(deployment.pin()));
            CommandJson.put(json, deployment.override());
            if (deployment.use() != CommandUse.STAYS) {
                json.put("commandUse", word(deployment.use()));
            }
            deployment.credentials().ifPresent(credentials -> json.put("credentials", credentials));
            deployment.promotedFrom().ifPresent(source -> json.put("promotedFrom", source));
        } else if (request instanceof JobRunRequest run) {
            json.put("type", "jobRun");
            json.put("job", run.job());
            CommandJson.put(json, run.override());
            new TreeSet<>(run.environment().keySet()).forEach(json.putArray("environmentNames")::add);
            if (run.migration().verdict() != MigrationVerdict.UNKNOWN) {
                json.put("migration", word(run.migration().verdict()));
            }
            run.migration().undo().ifPresent(undo -> json.put("undo", undo));
            run.migration().addon().ifPresent(addon -> json.put("migratedAddon", addon));
            run.image().ifPresent(image -> {
                json.set("pin", write(image.pin()));
                image.credentials().ifPresent(credentials -> json.put("credentials", credentials));
            });
            run.plan().ifPresent(plan -> json.put("plan", plan));
            if (run.concurrency() != Concurrency.of(run.migration())) {
                json.put("concurrency", word(run.concurrency()));
            }
        }
        return json;
    }

    static OperationRequest readRequest(JsonNode json) {
        return switch (text(json, "type")) {
            case "backup" ->
                new BackupRequest(
                        text(json, "addon"),
                        value(BackupType.class, text(json, "backupType")),
                        value(Compression.class, text(json, "compression")),
                        text(json, "name"),
                        json.has("retain") ? Optional.of(json.path("retain").asBoolean()) : Optional.empty(),
                        Optional.ofNullable(json.path("checkQuery").textValue()).map(BackupCheck::new),
                        new BackupDestinations(
                                Optional.ofNullable(json.path("destination").textValue()),
                                BackupDestinations.additional(
                                        json.path("additionalDestinations").asText(""))));
            case "build" -> readBuildRequest(json);
            case "restore" -> new RestoreRequest(text(json, "addon"), text(json, "backup"));
            case "command" ->
                new CommandRequest(
                        new Target(value(TargetType.class, text(json, "targetType")), text(json, "target")),
                        text(json, "command"),
                        Optional.ofNullable(json.path("shell").textValue()),
                        Optional.ofNullable(json.path("user").textValue()),
                        json.path("returnStatus").asBoolean(),
                        json.path("returnOutput").asBoolean());
            case "deployment" ->
                new DeploymentRequest(
                        new Target(value(TargetType.class, text(json, "targetType")), text(json, "target")),
                        readPin(json.path("pin")),
                        CommandJson.read(json),
                        json.has("commandUse") ? value(CommandUse.class, text(json, "commandUse")) : CommandUse.STAYS,
                        Optional.ofNullable(json.path("credentials").textValue()),
                        Optional.ofNullable(json.path("promotedFrom").textValue()));
            case "jobRun" -> {
                Map<String, String> environment = new TreeMap<>();
                json.path("environmentNames").forEach(name -> environment.put(name.asText(), ""));
                MigrationVerdict verdict = json.has("migration")
                        ? value(MigrationVerdict.class, text(json, "migration"))
                        : MigrationVerdict.UNKNOWN;
                Optional<String> undo = Optional.ofNullable(json.path("undo").textValue());
                Migration migration = new Migration(
                        verdict,
                        undo,
                        Optional.ofNullable(json.path("migratedAddon").textValue()));
                yield new JobRunRequest(
                        text(json, "job"),
                        CommandJson.read(json),
                        environment,
                        migration,
                        json.has("pin") ? Optional.of(readRunImage(json)) : Optional.empty(),
                        Optional.ofNullable(json.path("plan").textValue()),
                        json.has("concurrency")
                                ? value(Concurrency.class, text(json, "concurrency"))
                                : Concurrency.of(migration));
            }
            default ->
                throw new IllegalArgumentException(
                        "its request is of the type " + json.path("type") + ", which is not known");
        };
    }

    private static RunImage readRunImage(JsonNode json) {
        return new RunImage(
                readPin(json.path("pin")),
                Optional.ofNullable(json.path("credentials").textValue()));
    }

    static BuildRequest readBuildRequest(JsonNode json) {
        return new BuildRequest(
                text(json, "buildService"),
                Optional.ofNullable(json.path("branch").textValue()),
                json.has("pullRequest") ? Optional.of(json.path("pullRequest").asInt()) : Optional.empty(),
                Optional.ofNullable(json.path("commit").textValue()));
    }

    static ObjectNode write(Baseline baseline) {
        ObjectNode json = object();
        new TreeSet<>(baseline.operationIds()).forEach(json.putArray("operationIds")::add);
        baseline.deployed().ifPresent(pin -> json.set("deployed", write(pin)));
        json.put("marker", baseline.marker());
        json.put("continuousDeployment", baseline.continuousDeployment());
        if (baseline.activity().known()) {
            ObjectNode activity = json.putObject("activity");
            new TreeSet<>(baseline.activity().active()).forEach(activity.putArray("active")::add);
            baseline.activity().runOnChange().ifPresent(word -> activity.put("runOnChange", word));
            activity.put("scheduled", baseline.activity().scheduled());
        }
        if (!baseline.command().isUnchanged()) {
            CommandJson.put(json.putObject("commandBefore"), baseline.command());
        }
        return json;
    }

    static Baseline readBaseline(JsonNode json) {
        Set<String> ids = new LinkedHashSet<>();
        json.path("operationIds").forEach(id -> ids.add(id.asText()));
        Optional<Pin> deployed = json.has("deployed") ? Optional.of(readPin(json.get("deployed"))) : Optional.empty();
        return new Baseline(
                ids,
                deployed,
                optional(json, "marker"),
                json.path("continuousDeployment").asBoolean(),
                json.has("activity") ? readActivity(json.get("activity")) : JobActivity.UNKNOWN,
                CommandJson.read(json.path("commandBefore")));
    }

    private static JobActivity readActivity(JsonNode json) {
        Set<String> active = new LinkedHashSet<>();
        json.path("active").forEach(id -> active.add(id.asText()));
        return new JobActivity(
                true,
                active,
                Optional.ofNullable(json.path("runOnChange").textValue()),
                json.path("scheduled").asBoolean());
    }

    static ObjectNode write(OperationReference reference) {
        ObjectNode json = object();
        json.put("kind", word(reference.kind()));
        json.put("resource", reference.resource());
        json.put("id", reference.id());
        json.set("details", write(reference.details()));
        return json;
    }

    static OperationReference readReference(JsonNode json) {
        return new OperationReference(
                value(OperationKind.class, text(json, "kind")),
                text(json, "resource"),
                text(json, "id"),
                readTexts(json.path("details")));
    }

    static ObjectNode write(NodeTerms terms) {
        ObjectNode json = object();
        json.put("timeoutSeconds", terms.timeout().toSeconds());
        json.put("onAbort", word(terms.onAbort()));
        json.put("onInDoubt", word(terms.onInDoubt()));
        json.put("retries", terms.retries());
        return json;
    }

    static NodeTerms readTerms(JsonNode json) {
        return json.isObject()
                ? new NodeTerms(
                        Duration.ofSeconds(json.path("timeoutSeconds").asLong()),
                        value(OnAbort.class, text(json, "onAbort"), NodeTerms.UNRECORDED.onAbort()),
                        value(OnInDoubt.class, text(json, "onInDoubt"), NodeTerms.UNRECORDED.onInDoubt()),
                        json.path("retries").asInt())
                : NodeTerms.UNRECORDED;
    }

    static ObjectNode write(Failure failure) {
        ObjectNode json = object();
        json.put("message", failure.message());
        failure.answer().ifPresent(answer -> {
            ObjectNode answerJson = json.putObject("answer");
            answerJson.put("request", answer.request());
            answerJson.put("status", answer.status());
            answerJson.put("id", answer.id());
            answerJson.put("message", answer.message());
        });
        failure.logTail().forEach(json.putArray("logTail")::add);
        return json;
    }

    static Failure readFailure(JsonNode json) {
        Optional<PlatformAnswer> answer = Optional.empty();
        if (json.has("answer")) {
            JsonNode part = json.get("answer");
            answer = Optional.of(new PlatformAnswer(
                    optional(part, "request"),
                    part.path("status").asInt(),
                    optional(part, "id"),
                    optional(part, "message")));
        }
        return new Failure(
                optional(json, "message"),
                answer,
                json.path("logTail").valueStream().map(JsonNode::asText).toList());
    }

    static ObjectNode write(Map<String, String> texts) {
        ObjectNode json = object();
        new TreeMap<>(texts).forEach(json::put);
        return json;
    }

    static Map<String, String> readTexts(JsonNode json) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E value(Class<E> type, String word) {
        return known(type, word).orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not known"));
    }

    /** The value that the word stands for, or the other where a later version knows more words. */
    static <E extends Enum<E>> E value(Class<E> type, String word, E otherwise) {
        return known(type, word).orElse(otherwise);
    }

    private static <E extends Enum<E>> Optional<E> known(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(word))
                .findFirst();
    }

    static String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.textValue();
    }

    static String optional(JsonNode json, String field) {
        return json.path(field).asText("");
    }
}
