package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative;

import groovy.lang.Closure;
import groovy.lang.Script;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Failures;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Flow;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.HostStepContext;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.ParameterSpec;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Results;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.VariableOverrides;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.BuildParameters;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.Dsl;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.HostFunction;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ScriptGlobals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs a {@code pipeline} block, whose structure has been validated before. */
public final class DeclarativePipeline implements HostFunction {

    private final Script script;
    private final Dsl dsl;
    private final BuildParameters parameters;
    private final StageRunner stages;

    /** Runs the pipeline of a script. */
    public DeclarativePipeline(Script script, Dsl dsl, ScriptGlobals globals, BuildParameters parameters) {
        this.script = script;
        this.dsl = dsl;
        this.parameters = parameters;
        this.stages = new StageRunner(script, dsl, globals, this);
    }

    @Override
    public Object call(List<Object> arguments) throws Exception {
        Recording pipeline = Recording.of(script, (Closure<?>) arguments.get(arguments.size() - 1));
        if (pipeline.block("parameters").isPresent()) {
            parameters.define(specs(pipeline.block("parameters").get()));
        }
        if (pipeline.find("triggers").isPresent()) {
            Failures.println(flow().context(), "Triggers are ignored in a rehearsal.");
        }
        Recording options = options(pipeline);
        withEnvironment(pipeline.block("environment"), () -> {
            Optional<Exception> failure = attempt(() -> withOptions(options, () -> {
                stages.runAll(pipeline.block("stages").orElseThrow(), options);
                return null;
            }));
            failure.ifPresent(thrown -> flow().worsen(Results.of(thrown)));
            Result result = Optional.ofNullable(flow().run().getResult()).orElse(Result.SUCCESS);
            post(pipeline.block("post"), result, failure);
            return null;
        });
        return null;
    }

    Recording options(Recording block) {
        return block.block("options")
                .map(options -> Recording.of(script, options))
                .orElseGet(Recording::nothing);
    }

    /** Reads the calls of a {@code parameters} block. */
    List<ParameterSpec> specs(Closure<?> block) {
        return Recording.of(script, block).calls().stream()
                .map(call -> ParameterSpec.of(call.name(), call.named()))
                .toList();
    }

    /** Runs code in the steps that options stand for. */
    Object withOptions(Recording options, Callable<?> code) throws Exception {
        Callable<?> wrapped = code;
        for (String step : List.of("retry", "timeout")) {
            Optional<Recording.Call> option = options.find(step);
            if (option.isPresent()) {
                Map<String, Object> arguments = new LinkedHashMap<>(option.get().named());
                if (arguments.isEmpty()) {
                    option.get()
                            .value()
                            .ifPresent(value -> arguments.put(step.equals("retry") ? "count" : "time", value));
                }
                Callable<?> inner = wrapped;
                wrapped = () -> dsl.step(step, arguments, inner);
            }
        }
        return wrapped.call();
    }

    /** Runs code with the variables of an {@code environment} block. */
    Object withEnvironment(Optional<Closure<?>> block, Callable<?> code) throws Exception {
        if (block.isEmpty()) {
            return code.call();
        }
        HostStepContext context = flow().context();
        Map<String, String> variables = EnvironmentBlock.read(script, block.get(), context);
        return flow().with(VariableOverrides.around(context, variables), code);
    }

    /**
     * Runs a {@code post} block, whatever happened before.
     *
     * @param failure what ended the pipeline or stage
     * @throws Exception that failure, or else the first one of the post block itself
     */
    void post(Optional<Closure<?>> block, Result result, Optional<Exception> failure) throws Exception {
        Optional<Exception> first = failure;
        Recording post = block.map(closure -> Recording.of(script, closure)).orElseGet(Recording::nothing);
        for (String condition : PostConditions.ORDER) {
            if (post.find(condition).isPresent() && PostConditions.holds(condition, result, previousResult())) {
                Optional<Exception> failed =
                        attempt(() -> run(post.block(condition).orElseThrow()));
                failed.ifPresent(thrown -> say(condition, thrown));
                first = first.or(() -> failed);
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }

    /** Runs a block of steps. */
    Object run(Closure<?> steps) {
        return Recording.prepare(script, steps, script).call();
    }

    /** Runs code and catches what it throws; errors of the Java machine are none of ours. */
    static Optional<Exception> attempt(Callable<?> code) {
        try {
            code.call();
            return Optional.empty();
        } catch (Exception thrown) {
            return Optional.of(thrown);
        }
    }

    private void say(String condition, Exception thrown) {
        HostStepContext context = flow().context();
        Failures.println(context, "Error when executing " + condition + " post condition:");
        Failures.print(context, thrown);
        flow().worsen(Results.of(thrown));
    }

    private Optional<Result> previousResult() {
        Run<?, ?> previous = flow().run().getPreviousBuild();
        return Optional.ofNullable(previous).flatMap(build -> Optional.ofNullable(build.getResult()));
    }

    private Flow flow() {
        return dsl.flow();
    }
}
