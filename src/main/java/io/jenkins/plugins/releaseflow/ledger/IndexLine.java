package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A summary as a line of the index. The form may change with {@link IndexFile#VERSION} at any time. One reader is used by one thread, for one file: it shares
 * what many lines have in common.
 */
final class IndexLine {
    private static final ReleaseKind[] KINDS = ReleaseKind.values();
    private static final ReleaseState[] STATES = ReleaseState.values();
    private static final ChangeOutcome[] OUTCOMES = ChangeOutcome.values();
    private static final TargetType[] TARGETS = TargetType.values();
    private static final int MOST_SHARED = 10_000;

    private enum PinForm {
        BUILD,
        IMAGE,
        /** The same as that of the change before. */
        SAME
    }

    private static final PinForm[] PINS = PinForm.values();

    private final String environment;
    private final Map<Object, Object> shared = new HashMap<>();

    /** A reader of an environment's lines. */
    IndexLine(String environment) {
        this.environment = environment;
    }

    static String write(ReleaseSummary summary) {
        StringBuilder line = new StringBuilder();
        IndexFields.write(line, summary.id().number());
        IndexFields.write(line, summary.kind().ordinal());
        IndexFields.write(line, summary.state().ordinal());
        IndexFields.write(line, summary.name());
        IndexFields.write(line, summary.description());
        IndexFields.write(line, summary.who());
        IndexFields.write(line, summary.job());
        IndexFields.write(line, summary.build());
        IndexFields.write(line, summary.branch());
        IndexFields.write(line, Optional.of(summary.openedAt()));
        IndexFields.write(line, summary.endedAt());
        IndexFields.write(line, summary.rollbackTo().orElse(0));
        Optional<Pin> last = Optional.empty();
        for (TargetChange change : summary.changes()) {
            IndexFields.write(line, change.target().type().ordinal());
            IndexFields.write(line, change.target().id());
            IndexFields.write(line, change.outcome().ordinal());
            IndexFields.write(line, Optional.of(change.at()));
            write(line, change.pin(), last);
            last = Optional.of(change.pin());
        }
        return line.toString();
    }

    private static void write(StringBuilder line, Pin pin, Optional<Pin> last) {
        if (last.filter(pin::equals).isPresent()) {
            IndexFields.write(line, PinForm.SAME.ordinal());
        } else if (pin instanceof BuildPin build) {
            IndexFields.write(line, PinForm.BUILD.ordinal());
            IndexFields.write(line, build.buildService());
            IndexFields.write(line, build.buildId());
            IndexFields.write(line, build.commit());
            IndexFields.write(line, build.branch());
            IndexFields.write(line, build.builtAt());
        } else {
            IndexFields.write(line, PinForm.IMAGE.ordinal());
            IndexFields.write(line, ((ImagePin) pin).image());
        }
    }

    /**
     * The summary of a line.
     *
     * @throws RuntimeException of some kind, where it is none
     */
    ReleaseSummary read(IndexFields line) {
        int number = line.number();
        ReleaseKind kind = KINDS[line.number()];
        ReleaseState state = STATES[line.number()];
        String name = line.text();
        String description = line.text();
        String who = share(line.text());
        String job = share(line.text());
        String build = line.text();
        String branch = share(line.text());
        var openedAt = line.instant().orElseThrow();
        var endedAt = line.instant();
        int rollbackTo = line.number();
        return new ReleaseSummary(
                new ReleaseId(environment, number),
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
                changes(line),
                rollbackTo == 0 ? Optional.empty() : Optional.of(rollbackTo));
    }

    private List<TargetChange> changes(IndexFields line) {
        List<TargetChange> changes = new ArrayList<>(2);
        while (line.hasMore()) {
            TargetType type = TARGETS[line.number()];
            Target target = share(new Target(type, line.text()));
            ChangeOutcome outcome = OUTCOMES[line.number()];
            var at = line.instant().orElseThrow();
            PinForm form = PINS[line.number()];
            Pin pin =
                    switch (form) {
                        case BUILD ->
                            new BuildPin(
                                    share(line.text()), line.text(), line.text(), share(line.text()), line.instant());
                        case IMAGE -> new ImagePin(line.text());
                        case SAME -> changes.get(changes.size() - 1).pin();
                    };
            changes.add(new TargetChange(target, pin, outcome, at));
        }
        return changes;
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
