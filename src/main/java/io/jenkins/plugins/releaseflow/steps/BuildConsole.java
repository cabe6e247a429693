package io.jenkins.plugins.releaseflow.steps;

import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.release.VisibleText;
import java.io.PrintStream;

/** The console of a build as the engine prints to it. */
final class BuildConsole {
    private BuildConsole() {}

    /** What names and platforms say stays one line, and can't be taken for another. */
    static NodeConsole of(TaskListener listener) {
        PrintStream log = listener.getLogger();
        return line -> log.println(VisibleText.ofLine(line));
    }
}
