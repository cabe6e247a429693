package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A database.
 *
 * @param type its kind; {@code sqlite} is the only one yet
 * @param seed an SQL script, run once when the database is new
 */
public record AddonSpec(String type, Optional<Path> seed) {}
