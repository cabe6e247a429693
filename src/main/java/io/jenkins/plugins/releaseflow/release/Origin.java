package io.jenkins.plugins.releaseflow.release;

import java.util.List;
import java.util.Objects;

/**
 * Who made a release, why, and from where. All texts are empty where not known.
 *
 * @param who user or other cause, for example {@code ann}
 * @param why for example {@code Started by user ann}
 * @param job full name of the job
 * @param build id that finds the build again after a restart
 * @param branch branch that the job builds
 * @param overrides the builds that were chosen for the release in place of those that its flow asks for
 */
public record Origin(String who, String why, String job, String build, String branch, List<BuildOverride> overrides) {
    public Origin {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(branch, "branch");
        overrides = List.copyOf(overrides);
    }

    /** One whose flow takes the builds that it asks for. */
    public Origin(String who, String why, String job, String build, String branch) {
        this(who, why, job, build, branch, List.of());
    }
}
