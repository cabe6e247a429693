package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

/** The project file is missing or wrong. The message has the form {@code file:line:column: what is wrong; remedy}. */
public final class ProjectFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProjectFileException(String message) {
        super(message);
    }
}
