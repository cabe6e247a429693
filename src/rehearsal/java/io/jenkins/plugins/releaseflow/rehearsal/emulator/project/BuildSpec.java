package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.nio.file.Path;
import java.util.List;

/**
 * A build service.
 *
 * @param repository a git repository, absolute; it may be made after the emulator has started
 * @param branches names or patterns with {@code *} of the branches it builds; all when empty
 * @param command a shell command that builds what lies in {@code SOURCE_DIR} into {@code BUILD_DIR}
 * @param ci whether new commits are built without being asked for
 * @param buildpack whether its images are a buildpack's: with a {@code Procfile}, and processes in it
 */
public record BuildSpec(Path repository, List<String> branches, String command, boolean ci, boolean buildpack) {
    public BuildSpec {
        branches = List.copyOf(branches);
    }
}
