package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Failures;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Results;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.StageScope;
import java.io.Serial;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs the block and turns its failure into results of stage and build, so that the pipeline goes on. */
final class CatchingExecution extends StepExecution {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Result buildResult;
    private final Result stageResult;
    private final String message;
    private final boolean catchInterruptions;

    CatchingExecution(
            StepContext context, Result buildResult, Result stageResult, String message, boolean catchInterruptions) {
        super(context);
        this.buildResult = buildResult;
        this.stageResult = stageResult;
        this.message = message;
        this.catchInterruptions = catchInterruptions;
    }

    @Override
    public boolean start() {
        getContext().newBodyInvoker().withCallback(new Callback(this)).start();
        return false;
    }

    private void failed(Throwable failure) throws Exception {
        boolean interruption = failure instanceof FlowInterruptedException || failure instanceof InterruptedException;
        if (failure instanceof JenkinsfileException || interruption && !catchInterruptions) {
            getContext().onFailure(failure);
            return;
        }
        if (!message.isEmpty()) {
            Failures.println(getContext(), message);
        }
        Failures.print(getContext(), failure);
        Result worst = interruption ? Results.of(failure) : Result.SUCCESS;
        if (buildResult != Result.SUCCESS) {
            getContext().setResult(buildResult.combine(worst));
        }
        StageScope stage = getContext().get(StageScope.class);
        if (stage != null && stageResult != Result.SUCCESS) {
            stage.worsen(stageResult.combine(worst));
        }
        getContext().onSuccess(null);
    }

    private static final class Callback extends BodyExecutionCallback {

        @Serial
        private static final long serialVersionUID = 1L;

        private final CatchingExecution execution;

        Callback(CatchingExecution execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.getContext().onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            try {
                execution.failed(failure);
            } catch (Exception e) {
                execution.getContext().onFailure(e);
            }
        }
    }
}
