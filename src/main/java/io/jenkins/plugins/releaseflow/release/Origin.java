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
 * @param step key of the step that opened it, by which a step that is resumed finds it again
 * @param overrides the builds that were chosen for the release in place of those that its flow asks for
 */
public record Origin(
        String who, String why, String job, String build, String branch, String step, List<BuildOverride> overrides) {
    public Origin {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(step, "step");
        overrides = List.copyOf(overrides);
    }

    /** One that no step opened that would have to find it again, and whose flow takes the builds that it asks for. */
    public Origin(String who, String why, String job, String build, String branch) {
        this(who, why, job, build, branch, "", List.of());
    }

    /** The same, opened by a step. */
    public Origin ofStep(String key) {
        return new Origin(who, why, job, build, branch, key, overrides);
    }

    /** The same, with these builds in place of those that its flow asks for. */
    public Origin with(List<BuildOverride> chosen) {
        return new Origin(who, why, job, build, branch, step, chosen);
    }
}
