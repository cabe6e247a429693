package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.Prompter;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.ParameterSpec;
import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.ApproverAction;

/** Asks on the terminal, on a thread of its own, since nothing can interrupt somebody who thinks. */
final class InputExecution extends StepExecution {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String message;
    private final String ok;
    private final transient List<ParameterSpec> parameters;

    InputExecution(StepContext context, String message, String ok, List<ParameterSpec> parameters) {
        super(context);
        this.message = message;
        this.ok = ok;
        this.parameters = parameters;
    }

    /** Somebody said no. */
    private static final class Rejection extends CauseOfInterruption {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Rejected at the terminal";
        }
    }

    @Override
    public boolean start() throws Exception {
        Prompter prompter = getContext().get(Prompter.class);
        Thread thread = new Thread(() -> answer(prompter), "input");
        thread.setDaemon(true);
        thread.start();
        return false;
    }

    private void answer(Prompter prompter) {
        try {
            Map<String, Object> values = new LinkedHashMap<>();
            for (ParameterSpec parameter : parameters) {
                String text = ask(prompter, message + "\n" + parameter.question());
                values.put(parameter.name(), parameter.value(text.isBlank() ? Optional.empty() : Optional.of(text)));
            }
            if (parameters.isEmpty() && !isYes(ask(prompter, message + " [" + ok + "/Abort] "))) {
                throw new FlowInterruptedException(Result.ABORTED, true, new Rejection());
            }
            noteWhoAnswered();
            getContext()
                    .onSuccess(
                            values.size() > 1
                                    ? values
                                    : values.values().stream().findFirst().orElse(null));
        } catch (IOException | InterruptedException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }

    /** Whoever started the rehearsal sits at its terminal. */
    private void noteWhoAnswered() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        run.getCauses().stream()
                .filter(Cause.UserIdCause.class::isInstance)
                .map(cause -> ((Cause.UserIdCause) cause).getUserId())
                .filter(id -> id != null && !id.isEmpty())
                .forEach(id -> run.addAction(new ApproverAction(id)));
    }

    private String ask(Prompter prompter, String question) throws AbortException {
        return prompter.ask(question)
                .orElseThrow(() -> new AbortException("The input step '" + message
                        + "' cannot ask: there is no terminal. Run interactively, or skip it with a build parameter."));
    }

    private boolean isYes(String answer) {
        String given = answer.strip().toLowerCase(Locale.ROOT);
        return Set.of("y", "yes", "proceed").contains(given) || given.equals(ok.toLowerCase(Locale.ROOT));
    }
}
