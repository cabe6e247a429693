package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.Optional;

/**
 * Which build is asked for, in Northflank's words ({@code deployment.internal}).
 *
 * @param buildService its id; the present one when empty
 * @param sha 40 hexadecimal digits, or {@code latest}
 */
public record BuildChoice(
        Optional<String> buildService, Optional<String> branch, Optional<String> sha, Optional<String> buildId) {
    /** Stands for the newest successful build. */
    public static final String LATEST = "latest";

    public BuildChoice {
        sha.filter(value -> !value.equals(LATEST) && !value.matches("[0-9a-f]{40}"))
                .ifPresent(value -> {
                    throw Refusal.invalid(
                            "internal.buildSHA is '" + value + "' but must be 40 hexadecimal digits or latest");
                });
    }
}
