package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Releases as machine-readable documents, the same on every host. Durations are in milliseconds, times in ISO 8601. Whatever people or the platform wrote is
 * JSON text, never markup.
 */
@Restricted(NoExternalUse.class)
public final class ReleaseJson {
    /** In ASCII, so that neither the terminal nor its encoding can change a document. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private ReleaseJson() {}

    /** An empty document. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The document in ASCII, over several lines. */
    public static String text(ObjectNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** All that is on record of a release, with its nodes. */
    public static ObjectNode of(Release release, NodeLinks links) {
        ObjectNode json = object();
        json.put("environment", release.id().environment());
        json.put("number", release.id().number());
        json.put("kind", word(release.kind()));
        json.put("name", release.name());
        json.put("description", release.description());
        json.put("state", word(release.state()));
        json.put("message", release.message());
        json.put("who", release.origin().who());
        json.put("why", release.origin().why());
        json.put("job", release.origin().job());
        json.put("build", release.origin().build());
        json.put("branch", release.origin().branch());
        times(json, "opened", release.openedAt(), release.endedAt());
        release.lockedAt().ifPresent(at -> json.put("lockedAt", at.toString()));
        release.brokenBy().ifPresent(by -> json.put("brokenBy", by.text()));
        release.supersededBy().ifPresent(by -> json.put("supersededBy", by.number()));
        release.rollback().ifPresent(order -> {
            ObjectNode rollback = json.putObject("rollback");
            rollback.put("to", order.to());
            order.from().ifPresent(from -> rollback.put("from", from));
            order.after().ifPresent(after -> rollback.put("after", after));
            rollback.put("database", order.way().word());
            order.backup().ifPresent(backup -> rollback.put("backup", backup));
            rollback.put("reason", order.reason());
        });
        OverrideJson.add(json, release);
        ObjectNode pins = json.putObject("pins");
        release.pins().forEach((selector, pin) -> pins.set(selector, of(pin)));
        ArrayNode nodes = json.putArray("nodes");
        release.nodeList().forEach(node -> nodes.add(of(node, links)));
        return json;
    }

    /** A list of releases, in short. */
    public static ObjectNode of(List<ReleaseSummary> summaries) {
        ObjectNode json = object();
        ArrayNode releases = json.putArray("releases");
        summaries.forEach(summary -> releases.add(SummaryJson.of(summary)));
        return json;
    }

    /** One node. */
    public static ObjectNode of(Node node, NodeLinks links) {
        ObjectNode json = object();
        json.put("id", node.id());
        json.put("kind", word(node.kind()));
        json.put("label", node.label());
        if (!node.stage().isEmpty()) {
            json.put("stage", node.stage());
        }
        json.put("state", word(node.state()));
        json.put("attempts", node.attempts());
        times(json, "planned", node.plannedAt(), node.endedAt());
        node.runningAt().ifPresent(at -> json.put("runningAt", at.toString()));
        node.reference().map(OperationReference::id).ifPresent(id -> json.put("operation", id));
        links.of(node).ifPresent(link -> json.put("link", link));
        json.set("terms", of(node.terms()));
        node.request().ifPresent(request -> json.set("request", RequestJson.of(request)));
        node.request()
                .filter(DeploymentRequest.class::isInstance)
                .map(DeploymentRequest.class::cast)
                .ifPresent(deployment -> {
                    json.put("target", deployment.target().toString());
                    json.set("pin", of(deployment.pin()));
                });
        node.request()
                .filter(JobRunRequest.class::isInstance)
                .map(JobRunRequest.class::cast)
                .ifPresent(run -> {
                    json.put("migration", word(run.migration().verdict()));
                    run.migration().undo().ifPresent(undo -> json.put("undo", undo));
                });
        if (node.baseline().filter(Baseline::continuousDeployment).isPresent()) {
            json.put("continuousDeployment", true);
        }
        node.baseline().flatMap(Baseline::deployed).ifPresent(pin -> json.set("before", of(pin)));
        ObjectNode facts = json.putObject("facts");
        new TreeMap<>(node.facts()).forEach(facts::put);
        node.failure().ifPresent(failure -> json.set("failure", of(failure)));
        ArrayNode failedAttempts = json.putArray("failedAttempts");
        node.failedAttempts().forEach(failure -> failedAttempts.add(of(failure)));
        node.notes().forEach(json.putArray("notes")::add);
        return json;
    }

    private static ObjectNode of(NodeTerms terms) {
        ObjectNode json = object();
        json.put("timeoutMs", terms.timeout().toMillis());
        json.put("onAbort", word(terms.onAbort()));
        json.put("onInDoubt", word(terms.onInDoubt()));
        json.put("retries", terms.retries());
        return json;
    }

    /** What is deployed, or to be deployed. */
    static ObjectNode of(Pin pin) {
        ObjectNode json = object();
        if (pin instanceof BuildPin build) {
            json.put("build", build.buildService());
            json.put("buildId", build.buildId());
            json.put("commit", build.commit());
            json.put("branch", build.branch());
            build.builtAt().ifPresent(at -> json.put("builtAt", at.toString()));
        } else {
            json.put("image", ((ImagePin) pin).image());
        }
        return json;
    }

    private static ObjectNode of(Failure failure) {
        ObjectNode json = object();
        json.put("message", failure.message());
        failure.answer().ifPresent(answer -> {
            json.put("answer", answer.summary());
            json.putObject("answered")
                    .put("request", answer.request())
                    .put("status", answer.status())
                    .put("id", answer.id())
                    .put("message", answer.message());
        });
        failure.logTail().forEach(json.putArray("logTail")::add);
        return json;
    }

    static void times(ObjectNode json, String first, Instant began, Optional<Instant> ended) {
        json.put(first + "At", began.toString());
        ended.ifPresent(at -> {
            json.put("endedAt", at.toString());
            json.put("durationMs", Duration.between(began, at).toMillis());
        });
    }

    /** A constant as documents have it, for example {@code in-doubt}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
