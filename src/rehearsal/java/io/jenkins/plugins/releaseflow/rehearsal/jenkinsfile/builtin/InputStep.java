package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.ParameterSpec;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code input}: asks a person whether to go on, and for values. */
public final class InputStep extends Step {

    private final String message;
    private String ok = "Proceed";
    private List<ParameterSpec> parameters = List.of();

    /** Asks with the message. */
    @DataBoundConstructor
    public InputStep(String message) {
        this.message = message;
    }

    /** The answer that goes on; {@code Proceed} by default. */
    @DataBoundSetter
    public void setOk(String ok) {
        this.ok = ok;
    }

    /** A name for the question; not looked at. */
    @DataBoundSetter
    public void setId(String id) {
        // There is no page that needs it.
    }

    /** Who may answer; not looked at, since whoever sits at the terminal does. */
    @DataBoundSetter
    public void setSubmitter(String submitter) {
        // The rehearsal knows no users.
    }

    /** The name of the value that says who answered; not looked at. */
    @DataBoundSetter
    public void setSubmitterParameter(String submitterParameter) {
        // The rehearsal knows no users.
    }

    /** The values to ask for. */
    @DataBoundSetter
    public void setParameters(List<?> parameters) {
        this.parameters = parameters.stream().map(ParameterSpec::of).toList();
    }

    @Override
    public StepExecution start(StepContext context) {
        return new InputExecution(context, message, ok, parameters);
    }

    static final class DescriptorImpl extends BuiltinDescriptor implements CustomBinding {
        DescriptorImpl() {
            super("input", false);
        }

        @Override
        public Step bind(Map<String, Object> arguments) {
            InputStep step = new InputStep(String.valueOf(arguments.get("message")));
            if (arguments.containsKey("ok")) {
                step.setOk(String.valueOf(arguments.get("ok")));
            }
            if (arguments.get("parameters") instanceof List<?> parameters) {
                step.setParameters(parameters);
            }
            return step;
        }
    }
}
