package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import groovy.lang.Binding;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.releaseflow.rehearsal.jenkins.RehearsalJob;
import io.jenkins.plugins.releaseflow.rehearsal.jenkins.RehearsalRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative.DeclarativePipeline;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative.DeclarativeValidator;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.BuildEnvironment;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Console;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Flow;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.FlowThread;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Frame;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.WorkingDirectory;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.BuildParameters;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.Dsl;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.FailurePlaces;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.JenkinsfileCompiler;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.JenkinsfileScript;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ParallelFunction;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ParsedJenkinsfile;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.PropertiesFunction;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ScriptFunction;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ScriptGlobals;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.StepCallValidator;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.StepCatalog;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import io.jenkins.plugins.releaseflow.steps.RunOverridesAction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Runs Jenkinsfiles without a Jenkins, with the steps that a Jenkins would load. Needs a running stand-in, where steps, symbols,
 * credentials and jobs are looked up. Thread-safe.
 */
public final class JenkinsfileRunner {

    private final Jenkins jenkins;
    private final PipelineListener listener;
    private final Prompter prompter;
    private final PipelineTimer timer;

    /** A runner whose runs tell the listener, ask through the prompter and sleep by the timer. */
    public JenkinsfileRunner(Jenkins jenkins, PipelineListener listener, Prompter prompter, PipelineTimer timer) {
        this.jenkins = jenkins;
        this.listener = listener;
        this.prompter = prompter;
        this.timer = timer;
    }

    /**
     * Judges a Jenkinsfile without running it.
     *
     * @throws JenkinsfileException at the first thing that can't be right
     */
    public void validate(JenkinsfileSource source) {
        prepare(source);
    }

    /**
     * Judges a Jenkinsfile and starts to run it.
     *
     * @throws JenkinsfileException at the first thing that can't be right; nothing has been run or recorded then
     * @throws IOException if the build can't be recorded in the home directory
     */
    public PipelineRun start(JenkinsfileSource source, RunSettings settings) throws IOException {
        Class<? extends JenkinsfileScript> type = prepare(source);
        RehearsalJob job = RehearsalJob.in(jenkins, settings.jobName());
        job.setBranch(settings.branch());
        RehearsalRun run = job.newRun(timer.clock());
        run.addAction(new CauseAction(new Cause.UserIdCause(settings.user())));
        run.addAction(new ParametersAction(settings.parameters().entrySet().stream()
                .<ParameterValue>map(given -> new StringParameterValue(given.getKey(), given.getValue()))
                .toList()));
        if (!settings.overrides().equals(RunOverrides.NONE)) {
            run.addAction(new RunOverridesAction(settings.overrides()));
        }
        OutputStream log = Files.newOutputStream(run.getLogFile().toPath());
        Console console = new Console(List.of(log, settings.console()));
        BuildEnvironment environment = new BuildEnvironment(variables(run, settings));
        Flow flow = new Flow(run, environment, listener);
        FlowThread thread = new FlowThread(new Frame(List.of(
                run,
                run.getParent(),
                console,
                console.listener(""),
                listener,
                prompter,
                timer,
                new WorkingDirectory(settings.workspace().toAbsolutePath().normalize()))));
        BuildParameters parameters = new BuildParameters(settings.parameters(), environment);
        FailurePlaces places = new FailurePlaces();
        Dsl dsl = new Dsl(flow, StepCatalog.of(steps()), source, places);
        PipelineRun pipeline = new PipelineRun(source, run, flow, thread, console, log, places);
        pipeline.start(() -> script(type, dsl, parameters).run());
        return pipeline;
    }

    private Class<? extends JenkinsfileScript> prepare(JenkinsfileSource source) {
        ParsedJenkinsfile file = ParsedJenkinsfile.parse(source);
        StepCallValidator steps = new StepCallValidator(file, StepCatalog.of(steps()));
        steps.validateScript();
        file.pipeline().ifPresent(new DeclarativeValidator(file, steps)::validate);
        return JenkinsfileCompiler.compile(source);
    }

    private Iterable<StepDescriptor> steps() {
        return jenkins.getExtensionList(StepDescriptor.class);
    }

    private static Map<String, String> variables(RehearsalRun run, RunSettings settings) throws IOException {
        Map<String, String> variables = new HashMap<>(settings.environment());
        variables.putAll(run.getCharacteristicEnvVars());
        variables.put(
                "WORKSPACE", settings.workspace().toAbsolutePath().normalize().toString());
        settings.branch().ifPresent(branch -> variables.put("BRANCH_NAME", branch));
        return variables;
    }

    private static JenkinsfileScript script(
            Class<? extends JenkinsfileScript> type, Dsl dsl, BuildParameters parameters) throws Exception {
        JenkinsfileScript script = type.getDeclaredConstructor().newInstance();
        ScriptGlobals globals = new ScriptGlobals(dsl, parameters);
        script.setBinding(new Binding());
        script.connect(globals);
        dsl.define("parallel", new ParallelFunction(dsl.flow()));
        dsl.define("script", new ScriptFunction());
        dsl.define("properties", new PropertiesFunction(parameters));
        dsl.define("pipeline", new DeclarativePipeline(script, dsl, globals, parameters));
        return script;
    }
}
