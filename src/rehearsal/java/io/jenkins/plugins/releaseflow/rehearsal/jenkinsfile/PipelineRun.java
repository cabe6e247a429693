package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkins.RehearsalRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Console;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Failures;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Flow;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.FlowThread;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Results;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.FailurePlaces;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ScriptPosition;
import io.jenkins.plugins.releaseflow.standin.ActingUser;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.springframework.security.core.Authentication;

/** A run of a Jenkinsfile, on a thread of its own. Thread-safe. */
public final class PipelineRun {

    private final JenkinsfileSource source;
    private final RehearsalRun run;
    private final Flow flow;
    private final FlowThread thread;
    private final Console console;
    private final OutputStream log;
    private final FailurePlaces places;
    private final CompletableFuture<PipelineOutcome> outcome = new CompletableFuture<>();

    PipelineRun(
            JenkinsfileSource source,
            RehearsalRun run,
            Flow flow,
            FlowThread thread,
            Console console,
            OutputStream log,
            FailurePlaces places) {
        this.source = source;
        this.run = run;
        this.flow = flow;
        this.thread = thread;
        this.console = console;
        this.log = log;
        this.places = places;
    }

    /** The build that Jenkins would show. */
    public RehearsalRun run() {
        return run;
    }

    /** Waits until the run has ended and everybody has been told. */
    public PipelineOutcome await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The run could not be recorded: " + e.getCause(), e);
        }
    }

    /** Stops the steps that run now, and with them the pipeline. A second time it does not wait for steps that do not stop. */
    public void abort(CauseOfInterruption cause) {
        thread.interrupt(new FlowInterruptedException(Result.ABORTED, true, cause));
    }

    /** Whoever the calling thread acts as is who the pipeline acts as, as in a Jenkins whose builds run as who started them. */
    void start(Callable<Object> script) {
        Optional<Authentication> who = ActingUser.current();
        Thread java = new Thread(
                () -> {
                    ActingUser.become(who);
                    execute(script);
                },
                "run " + run);
        java.start();
    }

    private void execute(Callable<Object> script) {
        try (log) {
            outcome.complete(record(script));
        } catch (IOException | RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    private PipelineOutcome record(Callable<Object> script) throws IOException {
        TaskListener listener = console.listener("");
        run.begin();
        run.getCauses().forEach(cause -> cause.print(listener));
        RunListener.fireStarted(run, listener);
        Optional<Throwable> failure = run(script);
        Optional<JenkinsfileException> mistake = failure.flatMap(this::mistake);
        failure.ifPresent(thrown -> {
            Failures.print(run, listener, mistake.<Throwable>map(found -> found).orElse(thrown));
            if (mistake.isEmpty()) {
                place(thrown).ifPresent(place -> console.println("  in " + place));
            }
            flow.worsen(Results.of(thrown));
        });
        Result result = Optional.ofNullable(run.getResult()).orElse(Result.SUCCESS);
        flow.worsen(result);
        RunListener.fireCompleted(run, listener);
        console.println("Finished: " + run.getResult());
        run.end();
        RunListener.fireFinalized(run);
        return new PipelineOutcome(run.getResult(), failure, mistake);
    }

    private Optional<Throwable> run(Callable<Object> script) {
        try {
            flow.runScript(thread, script);
            return Optional.empty();
        } catch (Throwable thrown) {
            return Optional.of(thrown);
        }
    }

    private Optional<String> place(Throwable thrown) {
        return places.of(thrown)
                .map(place -> source.name() + ":" + place.line() + ", " + place.step())
                .or(() -> Optional.of(ScriptPosition.of(thrown))
                        .filter(line -> line > 0)
                        .map(line -> source.name() + ":" + line));
    }

    private Optional<JenkinsfileException> mistake(Throwable thrown) {
        if (thrown instanceof JenkinsfileException known) {
            return Optional.of(known);
        }
        int line = ScriptPosition.of(thrown);
        if (line > 0 && thrown instanceof MissingPropertyException missing) {
            return Optional.of(source.error(
                    line,
                    "There is no variable or property '" + missing.getProperty() + "'.",
                    "Define it with def, as a parameter or in an environment block, or correct the name."));
        }
        if (line > 0 && thrown instanceof MissingMethodException missing) {
            return Optional.of(source.error(
                    line,
                    "There is no method '" + missing.getMethod() + "' for the given arguments on "
                            + missing.getType().getSimpleName() + ".",
                    "Correct the name or the arguments."));
        }
        return Optional.empty();
    }
}
