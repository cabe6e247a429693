package org.jenkinsci.plugins.workflow.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;

/** Ends a build, or a part of it, with a result and a reason. */
public final class FlowInterruptedException extends InterruptedException {
    private static final long serialVersionUID = 1L;

    private final Result result;

    @SuppressWarnings("serial") // causes are serializable
    private final List<CauseOfInterruption> causes;

    private boolean actualInterruption;

    /**
     * @param result what the build ends with
     * @param actualInterruption whether somebody or something outside interrupted, so that a retry would be wrong
     */
    public FlowInterruptedException(Result result, boolean actualInterruption, CauseOfInterruption... causes) {
        this.result = result;
        this.causes = List.of(causes);
        this.actualInterruption = actualInterruption;
    }

    /** An actual interruption. */
    @Deprecated
    public FlowInterruptedException(Result result, CauseOfInterruption... causes) {
        this(result, true, causes);
    }

    public Result getResult() {
        return result;
    }

    public List<CauseOfInterruption> getCauses() {
        return causes;
    }

    public boolean isActualInterruption() {
        return actualInterruption;
    }

    public void setActualInterruption(boolean actualInterruption) {
        this.actualInterruption = actualInterruption;
    }

    @Override
    public String getMessage() {
        return causes.stream().map(CauseOfInterruption::getShortDescription).collect(Collectors.joining(", "));
    }

    /** Keeps the reasons on the build and says on its console those that have not been said. */
    public void handle(Run<?, ?> run, TaskListener listener) {
        Set<CauseOfInterruption> news = new LinkedHashSet<>(causes);
        for (InterruptedBuildAction said : run.getActions(InterruptedBuildAction.class)) {
            said.getCauses().forEach(news::remove);
        }
        if (!news.isEmpty()) {
            run.addAction(new InterruptedBuildAction(news));
            news.forEach(cause -> cause.print(listener));
        }
        List<Throwable> others = new ArrayList<>(List.of(getSuppressed()));
        if (getCause() != null) {
            others.add(0, getCause());
        }
        others.forEach(other -> print(other, run, listener));
    }

    private static void print(Throwable t, Run<?, ?> run, TaskListener listener) {
        if (t instanceof AbortException) {
            listener.getLogger().println(t.getMessage());
        } else if (t instanceof FlowInterruptedException interruption) {
            interruption.handle(run, listener);
        } else {
            t.printStackTrace(listener.getLogger());
        }
    }
}
