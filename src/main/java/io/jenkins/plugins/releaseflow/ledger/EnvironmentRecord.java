package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What happened to an environment itself, beside its releases: the fold of its own events. Not safe for use by several threads at once. */
final class EnvironmentRecord {
    private final String environment;
    private final Path path;
    private final EventFile<EnvironmentEvent> file;
    private volatile List<EnvironmentEvent.Adopted> adopted = List.of();
    private final BitSet removed = new BitSet();
    private volatile List<EnvironmentEvent.SchemaReported> schemas = List.of();
    private volatile Optional<Drill> drill = Optional.empty();
    private volatile Optional<Drill> lastEnded = Optional.empty();
    private Optional<Hold> current = Optional.empty();

    EnvironmentRecord(String environment, Path path) {
        this.environment = environment;
        this.path = path;
        this.file = new EventFile<>(path, new EnvironmentForm());
    }

    void load() throws IOException {
        file.read().forEach(this::apply);
    }

    Optional<Hold> hold() {
        return current;
    }

    /** What was adopted, oldest first. The same list until more is. May be asked by any thread. */
    List<EnvironmentEvent.Adopted> adopted() {
        return adopted;
    }

    /** What the database reported of its schema since somebody adopted a version, as {@link SchemaReports} keeps it. May be asked by any thread. */
    List<EnvironmentEvent.SchemaReported> schemas() {
        return schemas;
    }

    /** The drill that began last. May be asked by any thread. */
    Optional<Drill> drill() {
        return drill;
    }

    /** The drill that ended last. May be asked by any thread. */
    Optional<Drill> lastEndedDrill() {
        return lastEnded;
    }

    void drilled(EnvironmentEvent event) {
        append(event);
    }

    boolean isRemoved(int number) {
        return removed.get(number);
    }

    /** The highest number of a release that was removed; 0 where none was. */
    int highestRemoved() {
        return Math.max(0, removed.length() - 1);
    }

    void adopt(EnvironmentEvent.Adopted found) {
        append(found);
    }

    void report(EnvironmentEvent.SchemaReported report) {
        append(report);
    }

    void adoptSchema(EnvironmentEvent.SchemaAdopted taken) {
        append(taken);
    }

    void remove(EnvironmentEvent.Removed old) {
        append(old);
    }

    Hold hold(Decision by, Instant at) {
        current.ifPresent(known -> {
            throw new IllegalArgumentException("environment: " + environment + " is " + known.text()
                    + "; lift that hold first where its reason is to change");
        });
        append(new EnvironmentEvent.Held(at, by));
        return current.orElseThrow();
    }

    Hold lift(Decision by, Instant at) {
        Hold known = current.orElseThrow(() -> new IllegalArgumentException(
                "environment: " + environment + " is not on hold; there is nothing to lift"));
        append(new EnvironmentEvent.Lifted(at, by));
        return known;
    }

    private void append(EnvironmentEvent event) {
        try {
            file.append(event);
            EnvironmentLedger.syncDirectory(path.getParent());
        } catch (IOException failure) {
            throw new LedgerException(
                    "Can't write the environment's record " + path + ": " + EnvironmentLedger.reason(failure)
                            + ". Nothing has changed. Make room or mend the permissions, and try again",
                    failure);
        }
        apply(event);
    }

    private void apply(EnvironmentEvent event) {
        if (event instanceof EnvironmentEvent.Held held) {
            current = Optional.of(new Hold(held.at(), held.by()));
        } else if (event instanceof EnvironmentEvent.Lifted) {
            current = Optional.empty();
        } else if (event instanceof EnvironmentEvent.Adopted found) {
            List<EnvironmentEvent.Adopted> more = new ArrayList<>(adopted);
            more.add(found);
            adopted = List.copyOf(more);
        } else if (event instanceof EnvironmentEvent.SchemaReported report) {
            schemas = SchemaReports.with(schemas, report);
        } else if (event instanceof EnvironmentEvent.SchemaAdopted taken) {
            schemas = SchemaReports.adopted(schemas, taken.version());
        } else if (event instanceof EnvironmentEvent.DrillBegan began) {
            drill = Optional.of(new Drill(began, Optional.empty()));
        } else if (event instanceof EnvironmentEvent.DrillEnded ended) {
            drill = drill.map(known -> new Drill(known.began(), Optional.of(ended)));
            lastEnded = drill;
        } else if (event instanceof EnvironmentEvent.Removed old) {
            removed.or(NumberRanges.read(old.numbers()));
        } else if (event instanceof EnvironmentEvent.Unreadable unread) {
            // It may have been a hold, and a hold that nobody keeps does more harm than one that has to be lifted.
            current = Optional.of(new Hold(
                    unread.at(),
                    new Decision(
                            "",
                            "line " + unread.line() + " of " + path + " can't be read, and may be a hold: "
                                    + unread.why())));
        }
    }
}
