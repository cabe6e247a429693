package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.engine.EnvironmentStatus;
import io.jenkins.plugins.releaseflow.engine.LockPlace;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

/** Environments as text for a terminal. */
final class EnvironmentReport {
    private final PrintWriter out;
    private final Clock clock;

    EnvironmentReport(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    void list(List<EnvironmentStatus> statuses) {
        if (statuses.isEmpty()) {
            out.println("No environments on record yet. ./rehearse makes a release.");
        }
        statuses.forEach(this::show);
    }

    void show(EnvironmentStatus status) {
        out.println(status.environment());
        line("Lock", status.holder().map(this::text).orElse("free"));
        status.trouble().ifPresent(trouble -> line("", trouble));
        for (int i = 0; i < status.queue().size(); i++) {
            line(i == 0 ? "Queue" : "", (i + 1) + ". " + text(status.queue().get(i)));
        }
        line("Hold", status.hold().map(hold -> hold.text()).orElse("none"));
    }

    private String text(LockPlace place) {
        return place.text(clock.instant())
                + (place.origin().who().isEmpty()
                        ? ""
                        : ", made by " + place.origin().who());
    }

    private void line(String title, String text) {
        out.printf("  %-12s %s%n", title, PlainText.oneLine(text));
    }
}
