package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import java.util.Arrays;

/** Tells the line of the Jenkinsfile that runs, or that threw. */
public final class ScriptPosition {

    private ScriptPosition() {}

    /** The line that the calling thread is at; 0 if it is not in the script. */
    public static int current() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> JenkinsfileSource.COMPILED_AS.equals(frame.getFileName()))
                        .mapToInt(StackWalker.StackFrame::getLineNumber)
                        .filter(line -> line > 0)
                        .findFirst()
                        .orElse(0));
    }

    /** The line that an exception comes from; 0 if it does not come through the script. */
    public static int of(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> JenkinsfileSource.COMPILED_AS.equals(frame.getFileName()))
                .mapToInt(StackTraceElement::getLineNumber)
                .filter(line -> line > 0)
                .findFirst()
                .orElse(0);
    }
}
