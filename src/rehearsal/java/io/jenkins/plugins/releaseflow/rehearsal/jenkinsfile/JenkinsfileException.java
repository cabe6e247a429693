package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import java.io.Serial;

/**
 * The Jenkinsfile, or how it was called, is wrong: an unknown construct, a wrong parameter, a syntax error. It is told apart from a
 * pipeline that ran and failed, because nothing but an edit helps. The message is one line: file, line, problem, remedy.
 */
public final class JenkinsfileException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;
    private final int line;

    private JenkinsfileException(String place, int line, String problem, String remedy) {
        super(place + problem + (remedy.isEmpty() ? "" : " " + remedy));
        this.problem = problem;
        this.remedy = remedy;
        this.line = line;
    }

    static JenkinsfileException at(String file, int line, String problem, String remedy) {
        String place = line < 1 ? file + ": " : file + ":" + line + ": ";
        return new JenkinsfileException(place, Math.max(line, 0), problem, remedy);
    }

    /** An error that no line of a Jenkinsfile is to blame for. */
    public static JenkinsfileException general(String problem, String remedy) {
        return new JenkinsfileException("", 0, problem, remedy);
    }

    /** What is wrong, as a sentence without place and remedy. */
    public String problem() {
        return problem;
    }

    /** What would be right, as a sentence; may be empty. */
    public String remedy() {
        return remedy;
    }

    /** The line to blame, counted from 1; 0 if none is. */
    public int line() {
        return line;
    }
}
