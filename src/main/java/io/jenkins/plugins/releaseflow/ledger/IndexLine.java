package io.jenkins.plugins.releaseflow.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A summary as an array of JSON, without names of fields: an index may have a hundred thousand lines, and a start waits for them. The form may change with
 * {@link IndexFile#VERSION} at any time. One reader is used by one thread, for one file: it shares what many lines have in common.
 */
final class IndexLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final ReleaseKind[] KINDS = ReleaseKind.values();
    private static final ReleaseState[] STATES = ReleaseState.values();
    private static final ChangeOutcome[] OUTCOMES = ChangeOutcome.values();
    private static final int MOST_SHARED = 10_000;

    private final String environment;
    private final Map<Object, Object> shared = new HashMap<>();

    /** A reader of an environment's lines. */
    IndexLine(String environment) {
        this.environment = environment;
    }

    static String write(ReleaseSummary summary) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            json.writeNumber(summary.id().number());
            json.writeNumber(summary.kind().ordinal());
            json.writeNumber(summary.state().ordinal());
            json.writeString(summary.name());
            json.writeString(summary.description());
            json.writeString(summary.who());
            json.writeString(summary.job());
            json.writeString(summary.build());
            json.writeString(summary.branch());
            write(json, Optional.of(summary.openedAt()));
            write(json, summary.endedAt());
            json.writeNumber(summary.rollbackTo().orElse(0));
            for (TargetChange change : summary.changes()) {
                json.writeNumber(change.target().type().ordinal());
                json.writeString(change.target().id());
                json.writeNumber(change.outcome().ordinal());
                write(json, Optional.of(change.at()));
                write(json, change.pin());
            }
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Pin pin) throws IOException {
        if (pin instanceof BuildPin build) {
            json.writeString(build.buildService());
            json.writeString(build.buildId());
            json.writeString(build.commit());
            json.writeString(build.branch());
            write(json, build.builtAt());
        } else {
            json.writeNull();
            json.writeString(((ImagePin) pin).image());
        }
    }

    private static void write(JsonGenerator json, Optional<Instant> at) throws IOException {
        if (at.isPresent()) {
            json.writeNumber(at.get().getEpochSecond());
            json.writeNumber(at.get().getNano());
        } else {
            json.writeNull();
        }
    }

    /** The summary of a line; empty where it is none. */
    Optional<ReleaseSummary> read(String line) {
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            ReleaseId id = new ReleaseId(environment, number(json));
            ReleaseKind kind = KINDS[number(json)];
            ReleaseState state = STATES[number(json)];
            String name = text(json);
            String description = text(json);
            String who = share(text(json));
            String job = share(text(json));
            String build = text(json);
            String branch = share(text(json));
            Instant openedAt = instant(json).orElseThrow();
            Optional<Instant> endedAt = instant(json);
            int rollbackTo = number(json);
            return Optional.of(new ReleaseSummary(
                    id,
                    kind,
                    name,
                    description,
                    who,
                    job,
                    build,
                    branch,
                    state,
                    openedAt,
                    endedAt,
                    changes(json),
                    rollbackTo == 0 ? Optional.empty() : Optional.of(rollbackTo)));
        } catch (IOException | RuntimeException foreign) {
            return Optional.empty();
        }
    }

    private List<TargetChange> changes(JsonParser json) throws IOException {
        List<TargetChange> changes = new ArrayList<>(2);
        Pin last = null;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            TargetType type = TargetType.values()[json.getIntValue()];
            Target target = share(new Target(type, text(json)));
            ChangeOutcome outcome = OUTCOMES[number(json)];
            Instant at = instant(json).orElseThrow();
            Pin pin = pin(json);
            last = pin.equals(last) ? last : pin;
            changes.add(new TargetChange(target, last, outcome, at));
        }
        return changes;
    }

    private Pin pin(JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return new ImagePin(text(json));
        }
        String service = share(json.getText());
        String id = text(json);
        String commit = text(json);
        String branch = share(text(json));
        return new BuildPin(service, id, commit, branch, instant(json));
    }

    private static int number(JsonParser json) throws IOException {
        json.nextToken();
        return json.getIntValue();
    }

    private static String text(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw new IOException("not a text");
        }
        return json.getText();
    }

    private static Optional<Instant> instant(JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(json.getLongValue(), number(json)));
        } catch (DateTimeException foreign) {
            throw new IOException(foreign);
        }
    }

    @SuppressWarnings("unchecked") // what is found is equal to what was looked for
    private <T> T share(T value) {
        Object known = shared.get(value);
        if (known == null && shared.size() < MOST_SHARED) {
            shared.put(value, value);
        }
        return known == null ? value : (T) known;
    }
}
