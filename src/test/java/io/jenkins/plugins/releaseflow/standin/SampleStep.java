package io.jenkins.plugins.releaseflow.standin;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A step with a parameter of each kind. */
public final class SampleStep extends Step {
    final String text;
    int count = 7;
    long limit;
    double factor;
    boolean flag;
    TimeUnit unit = TimeUnit.MINUTES;
    SampleTarget target;
    List<SampleTarget> targets = List.of();
    Map<String, String> environment = Map.of();
    Object anything;

    @DataBoundConstructor
    public SampleStep(String text) {
        if (text != null && text.isBlank()) {
            throw new IllegalArgumentException("the parameter 'text' must not be blank");
        }
        this.text = text;
    }

    @DataBoundSetter
    public void setCount(int count) {
        this.count = count;
    }

    @DataBoundSetter
    public void setLimit(long limit) {
        this.limit = limit;
    }

    @DataBoundSetter
    public void setFactor(double factor) {
        this.factor = factor;
    }

    @DataBoundSetter
    public void setFlag(boolean flag) {
        this.flag = flag;
    }

    @DataBoundSetter
    public void setUnit(TimeUnit unit) {
        this.unit = unit;
    }

    @DataBoundSetter
    public void setTarget(SampleTarget target) {
        this.target = target;
    }

    @DataBoundSetter
    public void setTargets(List<SampleTarget> targets) {
        this.targets = targets;
    }

    @DataBoundSetter
    public void setEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    @DataBoundSetter
    public void setAnything(Object anything) {
        this.anything = anything;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, text);
    }

    private static final class Execution extends SynchronousStepExecution<String> {
        private static final long serialVersionUID = 1L;

        private final String text;

        Execution(StepContext context, String text) {
            super(context);
            this.text = text;
        }

        @Override
        protected String run() throws Exception {
            getContext().get(TaskListener.class).getLogger().println(text);
            return text;
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "sampleStep";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
