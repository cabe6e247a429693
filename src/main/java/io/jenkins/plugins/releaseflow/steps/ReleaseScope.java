package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.Serializable;

/**
 * Tells the steps inside a {@code releaseFlow} block which release they belong to.
 *
 * @param id the release
 */
public record ReleaseScope(ReleaseId id) implements Serializable {}
