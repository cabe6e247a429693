package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.Optional;

/**
 * Which build or image is asked for, in Northflank's words ({@code deployment.internal} and {@code external}).
 *
 * @param buildService its id; the present one when empty
 * @param sha 40 hexadecimal digits, or {@code latest}
 * @param external an image in place of a build
 */
public record BuildChoice(
        Optional<String> buildService,
        Optional<String> branch,
        Optional<String> sha,
        Optional<String> buildId,
        Optional<ExternalImage> external) {
    /** A build. */
    public BuildChoice(
            Optional<String> buildService, Optional<String> branch, Optional<String> sha, Optional<String> buildId) {
        this(buildService, branch, sha, buildId, Optional.empty());
    }

    /** An image. */
    public static BuildChoice of(ExternalImage image) {
        return new BuildChoice(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(image));
    }

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
