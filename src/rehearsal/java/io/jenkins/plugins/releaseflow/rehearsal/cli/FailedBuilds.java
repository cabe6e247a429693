package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.Build;
import java.io.PrintStream;
import java.util.List;

/** Says which newest builds failed, and why: a release that asks for the newest build takes an older one then, or finds none. */
final class FailedBuilds {
    private static final int LAST_LINES = 20;
    private static final int SHORT_COMMIT = 7;

    private FailedBuilds() {}

    static void tell(Emulator emulator, PrintStream progress) {
        emulator.failedBuilds()
                .forEach((service, builds) -> builds.forEach(build -> tell(emulator, service, build, progress)));
    }

    private static void tell(Emulator emulator, String service, Build build, PrintStream progress) {
        String source = build.branch()
                .map(branch -> "branch " + branch)
                .orElseGet(() -> "pull request "
                        + build.pullRequest().map(String::valueOf).orElse("?"));
        progress.println("Build " + build.id() + " of " + service + " (" + source + ", commit "
                + build.sha().substring(0, SHORT_COMMIT) + ") failed. The last lines of its log:");
        List<String> lines = emulator.buildLog(service, build.id());
        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                .forEach(line -> progress.println("  | " + line));
        progress.println("Mend it and rehearse again: a build that failed is tried again at each start."
                + " Until then commit: 'latest' stands for the newest build that succeeded.");
    }
}
