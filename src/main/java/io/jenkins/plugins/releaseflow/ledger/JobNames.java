package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What jobs are called now that were called otherwise when they made a release: records are never rewritten. Immutable. */
public final class JobNames {
    private static final Duration AT_ONCE = Duration.ofMinutes(5);

    private final List<JobRenamed> renamed;

    JobNames(List<JobRenamed> renamed) {
        this.renamed = List.copyOf(renamed);
    }

    /**
     * What a job is called now, be it there or not.
     *
     * @param job its full name at that time
     * @param at when it was called so
     */
    public String now(String job, Instant at) {
        String name = job;
        for (JobRenamed change : renamed) {
            if (change.at().isAfter(at) && isAtOrBelow(name, change.from())) {
                name = change.to() + name.substring(change.from().length());
            }
        }
        return name;
    }

    /**
     * Where a release came from, by the names of now.
     *
     * @param origin as it is on record
     * @param at when that was recorded
     */
    public Origin now(Origin origin, Instant at) {
        String job = now(origin.job(), at);
        boolean ofJob = origin.build().startsWith(origin.job() + "#");
        String build = ofJob ? job + origin.build().substring(origin.job().length()) : origin.build();
        return new Origin(origin.who(), origin.why(), job, build, origin.branch(), origin.step(), origin.overrides());
    }

    /** Whether a folder above the job just got another name, which says the same: a folder may have thousands of jobs. */
    boolean isImplied(JobRenamed change) {
        return renamed.stream()
                .filter(known -> known.at().isAfter(change.at().minus(AT_ONCE)))
                .anyMatch(known -> isAtOrBelow(change.from(), known.from())
                        && change.to()
                                .equals(known.to()
                                        + change.from().substring(known.from().length())));
    }

    JobNames after(JobRenamed change) {
        List<JobRenamed> more = new ArrayList<>(renamed);
        more.add(change);
        return new JobNames(more);
    }

    /** Whether a job is the one of that full name, or lies in that folder. */
    static boolean isAtOrBelow(String job, String folder) {
        return job.startsWith(folder) && (job.length() == folder.length() || job.charAt(folder.length()) == '/');
    }
}
