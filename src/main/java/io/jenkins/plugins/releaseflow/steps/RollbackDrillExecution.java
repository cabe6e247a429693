package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.ledger.Drill;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.rollback.DrillWish;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs a drill, holding no thread. A build that is resumed runs it anew: what a crash left of the earlier one is made up for first. */
final class RollbackDrillExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String to;
    private final String environment;
    private final String scratchAddon;
    private final String scratchService;
    private final String service;
    private final String backup;
    private final int timeout;
    private transient volatile Throwable stopped;

    RollbackDrillExecution(StepContext context, RollbackDrillStep step) {
        super(context);
        this.to = String.valueOf(step.getTo());
        this.environment = step.getEnvironment();
        this.scratchAddon = step.getScratchAddon();
        this.scratchService = step.getScratchService();
        this.service = step.getService();
        this.backup = step.getBackup();
        this.timeout = step.getTimeout();
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        StepPermission.check(getContext(), ReleasePermissions.ROLLBACK);
        ReleaseFlowRuntime.get().execute(this::begin);
        return false;
    }

    @Override
    public void onResume() {
        ReleaseFlowRuntime.get().execute(this::begin);
    }

    private void begin() {
        try {
            Run<?, ?> run = getContext().get(Run.class);
            TaskListener listener = getContext().get(TaskListener.class);
            NodeConsole console = BuildConsole.of(listener);
            JobBranch branch = JobBranch.of(run.getParent().getEnvironment(null, listener));
            Origin origin = BuildOrigin.of(run, branch, "");
            String name = environmentName();
            ReleaseGate.check(run, branch, name, listener)
                    .thenCompose(none ->
                            ReleaseFlowRuntime.get().drills().run(wish(name), origin, console, () -> stopped != null))
                    .whenComplete(this::ended);
        } catch (IllegalArgumentException | IOException refused) {
            StepFailures.tell(getContext(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            getContext().onFailure(interrupted);
        } catch (RuntimeException | LinkageError unforeseen) {
            // Nobody else would hear of it on this thread, and the step would wait for ever.
            StepFailures.tell(getContext(), unforeseen);
        }
    }

    private String environmentName() throws IOException, InterruptedException {
        EnvVars variables = getContext().get(EnvVars.class);
        return StepParameters.required(
                "environment", environment.isBlank() ? variables.get("RELEASE_ENVIRONMENT", "") : environment);
    }

    private DrillWish wish(String name) {
        ReleaseId target = ReleaseFlowRuntime.get().rollbacks().target(name, to, OptionalInt.empty());
        return new DrillWish(
                target,
                StepParameters.required("scratchAddon", scratchAddon),
                StepParameters.required("scratchService", scratchService),
                StepParameters.optional(service),
                StepParameters.optional(backup),
                Duration.ofMinutes(timeout));
    }

    private void ended(Drill drill, Throwable failure) {
        if (stopped != null) {
            getContext().onFailure(stopped);
        } else if (failure != null) {
            StepFailures.tell(getContext(), failure);
        } else if (drill.ended().filter(end -> end.well()).isPresent()) {
            getContext().onSuccess(result(drill));
        } else {
            getContext()
                    .onFailure(new AbortException("The drill did not go well: "
                            + drill.ended().map(end -> end.message()).orElse("")));
        }
    }

    private static Map<String, Object> result(Drill drill) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("release", drill.began().release());
        result.put("backup", drill.began().backup());
        result.put("seconds", drill.took().toSeconds());
        return result;
    }

    /** It ends when its scratch service stands still. */
    @Override
    public void stop(Throwable cause) {
        stopped = cause;
    }

    @Override
    public String getStatus() {
        return Messages.RollbackDrillExecution_Status(scratchAddon, scratchService);
    }
}
