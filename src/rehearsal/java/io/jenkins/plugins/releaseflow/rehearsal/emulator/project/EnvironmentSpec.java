package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.util.List;

/**
 * An environment of the rehearsal; the emulator itself has no use for it.
 *
 * @param branches the branches that may release there; any when empty
 */
public record EnvironmentSpec(List<String> branches) {
    public EnvironmentSpec {
        branches = List.copyOf(branches);
    }
}
