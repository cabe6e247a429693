package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.StageScope;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.VariableOverrides;
import java.io.Serial;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code stage}: gives a part of the pipeline a name. */
public final class StageStep extends Step {

    private final String name;

    /** Runs the block as the stage of that name. */
    @DataBoundConstructor
    public StageStep(String name) {
        this.name = name;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, new StageScope(Optional.ofNullable(context.get(StageScope.class)), name));
    }

    private static final class Execution extends StepExecution {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient StageScope scope;

        Execution(StepContext context, StageScope scope) {
            super(context);
            this.scope = scope;
        }

        @Override
        public boolean start() throws Exception {
            PipelineListener listener = getContext().get(PipelineListener.class);
            listener.stageStarted(scope.stage());
            getContext()
                    .newBodyInvoker()
                    .withContext(scope)
                    .withContext(VariableOverrides.around(
                            getContext(), Map.of("STAGE_NAME", scope.stage().name())))
                    .withDisplayName(scope.stage().name())
                    .withCallback(new Callback(getContext(), scope, listener))
                    .start();
            return false;
        }
    }

    private static final class Callback extends BodyExecutionCallback {

        @Serial
        private static final long serialVersionUID = 1L;

        private final StepContext context;
        private final transient StageScope scope;
        private final transient PipelineListener listener;

        Callback(StepContext context, StageScope scope, PipelineListener listener) {
            this.context = context;
            this.scope = scope;
            this.listener = listener;
        }

        @Override
        public void onSuccess(StepContext body, Object result) {
            listener.stageEnded(scope.stage(), scope.end());
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext body, Throwable failure) {
            scope.failed(failure);
            listener.stageEnded(scope.stage(), scope.end());
            context.onFailure(failure);
        }
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("stage", true);
        }
    }
}
