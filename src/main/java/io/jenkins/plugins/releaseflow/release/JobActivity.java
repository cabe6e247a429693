package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a platform told of a job's runs just before it was asked for something.
 *
 * @param known whether it told of them at all; where it did, the operations of the baseline are the job's runs
 * @param active ids of the runs that had not ended
 * @param runOnChange the platform's word for whether the job runs by itself when its image changes; empty where it does not tell
 * @param scheduled whether the job also runs on a schedule
 */
public record JobActivity(boolean known, Set<String> active, Optional<String> runOnChange, boolean scheduled) {
    /** Nothing is known. */
    public static final JobActivity UNKNOWN = new JobActivity(false, Set.of(), Optional.empty(), false);

    /** The word for a job that runs whenever its image changes, whoever changes it. */
    public static final String ALWAYS = "always";

    /** The word for a job that never runs by itself when its image changes. */
    public static final String NEVER = "never";

    public JobActivity {
        active = Set.copyOf(active);
        Objects.requireNonNull(runOnChange, "runOnChange");
    }

    /** Whether it certainly does not run when its image changes. */
    public boolean neverRunsOnChange() {
        return runOnChange.filter(NEVER::equals).isPresent();
    }
}
