package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.engine.Durations;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Releases as text for a terminal. */
final class ReleaseReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final PrintWriter out;
    private final Clock clock;

    ReleaseReport(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** A line a release, newest first. */
    void list(List<ReleaseSummary> summaries) {
        if (summaries.isEmpty()) {
            out.println("No releases yet. ./rehearse makes one.");
            return;
        }
        out.printf(
                "%-12s %4s  %-11s %-24s %-10s %-20s %s%n",
                "environment", "no.", "state", "name", "took", "opened", "branch");
        for (ReleaseSummary summary : summaries) {
            out.printf(
                    "%-12s %4d  %-11s %-24s %-10s %-20s %s%n",
                    summary.id().environment(),
                    summary.id().number(),
                    ReleaseJson.word(summary.state()),
                    PlainText.oneLine(summary.name()),
                    took(summary.openedAt(), summary.endedAt()),
                    time(summary.openedAt()),
                    PlainText.oneLine(summary.branch()));
        }
    }

    /** Everything that the record holds of one release. */
    void show(Release release, String record) {
        summary(release, record);
        out.println();
        release.nodeList().forEach(node -> node(release, node));
    }

    /** What somebody wants to know right after a run. */
    void summary(Release release, String record) {
        out.printf(
                "Release %s%s: %s%s%n",
                release.id(),
                release.name().isEmpty() ? "" : " (" + PlainText.oneLine(release.name()) + ")",
                ReleaseJson.word(release.state()),
                release.endedAt()
                        .map(at -> " in " + took(release.openedAt(), Optional.of(at)))
                        .orElse(""));
        line("", "Why", release.message());
        line("", "Description", release.description());
        line("", "Made by", madeBy(release));
        line("", "Opened", time(release.openedAt()));
        release.origin().overrides().forEach(override -> line("", "Overridden", overridden(release, override)));
        line("", "Record", record);
        release.nodeList().stream()
                .filter(node -> node.state() == NodeState.IN_DOUBT)
                .forEach(node -> line("", "In doubt", node.label() + "; " + decide(release, node)));
    }

    private static String overridden(Release release, BuildOverride override) {
        boolean isMissed = !release.isOpen() && release.nodeList().stream().noneMatch(override::isReachedBy);
        return override.text()
                + (override.who().isEmpty() ? "" : ", chosen by " + override.who())
                + (isMissed ? "; NOT deployed: the flow never came to that target" : "");
    }

    /** What waits for a decision in a release that an earlier rehearsal left open. */
    void doubts(Release release) {
        release.nodeList().stream()
                .filter(node -> node.state() == NodeState.IN_DOUBT)
                .forEach(node -> out.println("Release " + release.id() + " waits for a decision about "
                        + PlainText.oneLine(node.label()) + ": "
                        + PlainText.oneLine(node.failure().map(Failure::message).orElse("it is in doubt")) + "\n  "
                        + decide(release, node)));
    }

    private static String decide(Release release, Node node) {
        return "to decide: ./rehearse resolve " + release.id().environment() + " "
                + release.id().number() + " " + node.id()
                + " completed --reason '...' (or failed, again, adopt --operation ID)";
    }

    private void node(Release release, Node node) {
        out.printf(
                "%s %-11s %-28s %s%n",
                mark(node.state()),
                ReleaseJson.word(node.state()),
                PlainText.oneLine(node.label()),
                took(node.plannedAt(), node.endedAt()));
        line("    ", "Node", node.id());
        if (node.state() == NodeState.IN_DOUBT) {
            line("    ", "In doubt", decide(release, node));
        }
        node.request().ifPresent(request -> {
            if (request instanceof DeploymentRequest deployment) {
                line("    ", "Deployed", deployment.pin().summary());
                line(
                        "    ",
                        "Before",
                        node.baseline()
                                .flatMap(known -> known.deployed())
                                .map(Pin::summary)
                                .orElse("nothing"));
            } else if (request instanceof BackupRequest backup) {
                line("    ", "Backup", backup.name() + " (" + ReleaseJson.word(backup.type()) + size(node) + ")");
            } else if (request instanceof JobRunRequest run) {
                line("    ", "Command", run.command().orElse(""));
                line("    ", "Migration", migration(run.migration()));
                line("    ", "Variables", String.join(", ", run.environment().keySet()));
                line("    ", "Run", node.reference().map(OperationReference::id).orElse(""));
            }
        });
        node.notes().forEach(note -> line("    ", "Note", note));
        node.failure().ifPresent(failure -> {
            line("    ", "Failure", failure.message());
            failure.answer().ifPresent(answer -> line("    ", "Answer", answer.summary()));
            failure.logTail().forEach(text -> out.println("      | " + PlainText.oneLine(text)));
        });
    }

    private static String migration(Migration migration) {
        String undo = migration.undo().map(command -> ", undone by: " + command).orElse("");
        return migration.verdict() == MigrationVerdict.UNKNOWN && undo.isEmpty()
                ? ""
                : ReleaseJson.word(migration.verdict()) + undo;
    }

    static String size(Node node) {
        return Optional.ofNullable(node.facts().get(OperationStatus.SIZE))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> ", " + Sizes.text(Long.parseLong(text)))
                .orElse("");
    }

    static String mark(NodeState state) {
        return switch (state) {
            case WAITING -> "○";
            case RUNNING -> "●";
            case COMPLETED -> "✔";
            case SKIPPED -> "–";
            case IN_DOUBT -> "?";
            default -> "✘";
        };
    }

    private void line(String indent, String label, String value) {
        if (!value.isEmpty()) {
            out.printf("%s  %-12s %s%n", indent, label, PlainText.oneLine(value));
        }
    }

    private static String madeBy(Release release) {
        String by = release.origin().who().isEmpty()
                ? release.origin().why()
                : release.origin().who();
        return by
                + (release.origin().branch().isEmpty()
                        ? ""
                        : ", branch " + release.origin().branch());
    }

    private String took(Instant began, Optional<Instant> ended) {
        return Durations.text(Duration.between(began, ended.orElseGet(clock::instant)));
    }

    private static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }
}
