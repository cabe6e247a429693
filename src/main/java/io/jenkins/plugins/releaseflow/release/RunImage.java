package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * What one run of a job runs in place of what is deployed on the job.
 *
 * @param pin a build or an image
 * @param credentials the platform's id of the credentials that an image is pulled with; empty for builds and public images
 */
public record RunImage(Pin pin, Optional<String> credentials) {
    public RunImage {
        Objects.requireNonNull(pin, "pin");
        Objects.requireNonNull(credentials, "credentials");
    }
}
