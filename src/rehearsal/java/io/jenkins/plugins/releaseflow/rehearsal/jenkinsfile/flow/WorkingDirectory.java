package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import java.nio.file.Path;

/**
 * A context object: where steps that touch files work.
 *
 * @param path an absolute path
 */
public record WorkingDirectory(Path path) {}
