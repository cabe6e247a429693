package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An image in the registry that the emulator plays.
 *
 * @param image its path with digest or tag, as deployments name it
 * @param directory what it holds, absolute; commands are run in it
 * @param credentials id of the credentials without which it can't be pulled; empty for a public image
 */
public record ImageSpec(String image, Path directory, Optional<String> credentials) {}
