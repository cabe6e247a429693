package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a Jenkinsfile and the name it goes by in messages.
 *
 * @param name what messages call the file, usually its path as the user typed it
 * @param text the whole script
 */
public record JenkinsfileSource(String name, String text) {
    /** What the compiler calls every Jenkinsfile: the file name in stack traces. */
    public static final String COMPILED_AS = "WorkflowScript.groovy";

    /**
     * Reads a Jenkinsfile in UTF-8.
     *
     * @throws JenkinsfileException if there is no such file or it can't be read
     */
    public static JenkinsfileSource read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw JenkinsfileException.general(
                    "There is no Jenkinsfile at '" + path + "'.", "Give the path of one, or run in its folder.");
        }
        try {
            return new JenkinsfileSource(path.toString(), Files.readString(path));
        } catch (IOException e) {
            throw JenkinsfileException.general(
                    "The Jenkinsfile '" + path + "' can't be read: " + e.getMessage() + ".",
                    "It has to be a readable text file in UTF-8.");
        }
    }

    /** An error at a line of this file; a line below 1 stands for the file as a whole. */
    public JenkinsfileException error(int line, String problem, String remedy) {
        return JenkinsfileException.at(name, line, problem, remedy);
    }
}
