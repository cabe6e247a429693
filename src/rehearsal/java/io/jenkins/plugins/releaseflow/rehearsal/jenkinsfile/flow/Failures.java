package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Says failures on the console: the message alone where it was written for people or comes from the Jenkinsfile, else with the place in our code that it comes from. */
public final class Failures {

    private static final int LONGEST_TRACE = 20;
    private static final List<String> MACHINERY = List.of(
            "groovy.",
            "org.codehaus.groovy.",
            "java.lang.reflect.",
            "jdk.internal.",
            "sun.",
            Failures.class.getPackageName());

    private Failures() {}

    /** Whether a step may go on after the failure: not if somebody wanted the end, nor if the Jenkinsfile is wrong. */
    public static boolean mayBeCaught(Throwable failure) {
        boolean interruption =
                failure instanceof FlowInterruptedException interrupted && interrupted.isActualInterruption();
        return !interruption && !(failure instanceof JenkinsfileException);
    }

    /** Prints a failure where a step prints. */
    public static void print(StepContext context, Throwable failure) {
        try {
            print(context.get(Run.class), context.get(TaskListener.class), failure);
        } catch (IOException | InterruptedException e) {
            failure.addSuppressed(e);
        }
    }

    /** Prints a line where a step prints. */
    public static void println(StepContext context, String line) {
        try {
            context.get(TaskListener.class).getLogger().println(line);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("The console of a step is not there.", e);
        }
    }

    /** Prints a failure. */
    public static void print(Run<?, ?> run, TaskListener listener, Throwable failure) {
        PrintStream out = listener.getLogger();
        if (failure instanceof AbortException || failure instanceof JenkinsfileException) {
            out.println("ERROR: " + failure.getMessage());
        } else if (failure instanceof FlowInterruptedException interrupted) {
            interrupted.handle(run, listener);
        } else {
            out.println("ERROR: " + failure);
            boolean script = Arrays.stream(failure.getStackTrace())
                    .anyMatch(frame -> JenkinsfileSource.COMPILED_AS.equals(frame.getFileName()));
            Arrays.stream(script ? new StackTraceElement[0] : failure.getStackTrace())
                    .filter(frame -> MACHINERY.stream().noneMatch(frame.getClassName()::startsWith))
                    .limit(LONGEST_TRACE)
                    .forEach(frame -> out.println("\tat " + frame));
            if (failure.getCause() != null && failure.getCause() != failure) {
                out.println("Caused by: " + failure.getCause());
            }
        }
    }
}
