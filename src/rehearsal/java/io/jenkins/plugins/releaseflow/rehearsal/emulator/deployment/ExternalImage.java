package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import java.util.Optional;

/**
 * Which image is asked for, in Northflank's words ({@code deployment.external}).
 *
 * @param credentials id of saved credentials to pull it with
 */
public record ExternalImage(String imagePath, Optional<String> credentials) {}
