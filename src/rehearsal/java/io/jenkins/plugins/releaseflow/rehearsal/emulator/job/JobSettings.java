package io.jenkins.plugins.releaseflow.rehearsal.emulator.job;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.List;

/**
 * What can be set on a job while it lives.
 *
 * @param runOnSourceChange {@code never}, {@code cd-promote} or {@code always}
 * @param backoffLimit how often a failed run is tried again
 * @param activeDeadlineSeconds how long a run may take, with its retries
 */
public record JobSettings(String runOnSourceChange, int backoffLimit, int activeDeadlineSeconds, boolean disabledCi) {
    public JobSettings {
        if (!List.of("never", "cd-promote", "always").contains(runOnSourceChange)) {
            throw Refusal.invalid("settings.runOnSourceChange is '" + runOnSourceChange
                    + "' but must be never, cd-promote or always");
        }
        if (backoffLimit < 0 || activeDeadlineSeconds < 1) {
            throw Refusal.invalid("settings.backoffLimit must not be negative, activeDeadlineSeconds at least 1");
        }
    }
}
