package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.ledger.ReleaseQuery;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the index tells of one job. Memory only: no build is loaded. */
final class JobHistory {
    private final Ledger ledger;

    JobHistory(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What of the job, or of the jobs below it, is certainly live. */
    List<LiveLine> live(String job) {
        List<LiveLine> lines = new ArrayList<>();
        for (String environment : ledger.environments()) {
            for (LiveTarget target : ledger.environment(environment).live()) {
                target.certain()
                        .flatMap(deployed -> deployed.release()
                                .flatMap(id -> ledger.environment(environment).summary(id.number()))
                                .filter(release -> isOf(job, release))
                                .map(release -> line(target, deployed, release)))
                        .ifPresent(lines::add);
            }
        }
        return lines;
    }

    /** Number of the build that made the job's newest release that went well. */
    Optional<Integer> lastReleased(String job) {
        ReleaseQuery all = ReleaseQuery.all().ofJob(job);
        ReleaseQuery released = new ReleaseQuery(
                all.environments(),
                "",
                Set.of(ReleaseState.RELEASED),
                all.kind(),
                all.job(),
                all.jobPrefix(),
                all.branch(),
                all.from(),
                all.to(),
                0,
                1);
        return ledger.find(released).releases().stream()
                .findFirst()
                .map(ReleaseSummary::build)
                .map(build -> build.substring(build.lastIndexOf('#') + 1))
                .filter(number -> number.matches("[1-9][0-9]{0,8}"))
                .map(Integer::valueOf);
    }

    private boolean isOf(String job, ReleaseSummary release) {
        String now = ledger.jobNames().now(release.job(), release.openedAt());
        return now.equals(job) || now.startsWith(job + "/");
    }

    private static LiveLine line(LiveTarget target, LiveTarget.Deployed deployed, ReleaseSummary release) {
        return new LiveLine(
                release.id().environment(),
                target.target().toString(),
                VisibleText.of(deployed.pin().summary()),
                release.name().isEmpty() ? "#" + release.id().number() : VisibleText.of(release.name()),
                url(release.id()));
    }

    /** Where a release is shown, below the root of Jenkins. */
    static String url(ReleaseId id) {
        return "release-flow/environments/" + id.environment() + "/releases/" + id.number() + "/";
    }
}
