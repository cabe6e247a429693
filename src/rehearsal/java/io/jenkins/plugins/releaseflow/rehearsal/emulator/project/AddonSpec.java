package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A database.
 *
 * @param seed an SQL script, run once when the database is new
 */
public record AddonSpec(AddonType type, Optional<Path> seed) {}
