package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative;

import groovy.lang.Closure;
import groovy.lang.Script;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Failures;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Flow;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Results;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.StageScope;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.VariableOverrides;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.Dsl;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ParallelFunction;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ScriptGlobals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs the stages of a Declarative pipeline, one after the other or at the same time. */
final class StageRunner {

    private final Script script;
    private final Dsl dsl;
    private final WhenConditions conditions;
    private final DeclarativePipeline pipeline;

    StageRunner(Script script, Dsl dsl, ScriptGlobals globals, DeclarativePipeline pipeline) {
        this.script = script;
        this.dsl = dsl;
        this.conditions = new WhenConditions(script, globals);
        this.pipeline = pipeline;
    }

    /**
     * Runs the stages of a {@code stages} block in order; after a failure the others are only said to be skipped.
     *
     * @param options those of the whole pipeline
     */
    void runAll(Closure<?> stages, Recording options) throws Exception {
        Optional<Exception> failure = Optional.empty();
        for (Recording.Call stage : Recording.of(script, stages).calls()) {
            String name = stage.text().orElseThrow();
            if (failure.isPresent()) {
                skip(name, "earlier failure(s)");
            } else if (options.says("skipStagesAfterUnstable") && isUnstable()) {
                skip(name, "earlier stage(s) being unstable");
            } else {
                failure = DeclarativePipeline.attempt(() -> runStage(name, stage.block(), options));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private boolean isUnstable() {
        return Result.UNSTABLE.equals(flow().run().getResult());
    }

    private void skip(String name, String reason) throws Exception {
        Failures.println(flow().context(), "Stage \"" + name + "\" skipped due to " + reason);
        StageScope scope = new StageScope(flow().current().frame().find(StageScope.class), name);
        scope.skip();
        scope.run(flow().listener(), () -> null);
    }

    private Object runStage(String name, Closure<?> block, Recording options) {
        Recording stage = Recording.of(script, block);
        return dsl.step(
                "stage",
                Map.of("name", name),
                () -> pipeline.withEnvironment(stage.block("environment"), () -> runWanted(name, stage, options)));
    }

    private Object runWanted(String name, Recording stage, Recording options) throws Exception {
        StageScope scope = flow().current().frame().find(StageScope.class).orElseThrow();
        if (stage.block("when").filter(block -> !conditions.hold(block)).isPresent()) {
            Failures.println(flow().context(), "Stage \"" + name + "\" skipped due to when conditional");
            scope.skip();
            return null;
        }
        Optional<Exception> failure = DeclarativePipeline.attempt(() -> pipeline.withOptions(
                pipeline.options(stage), () -> withInput(stage, () -> runContent(stage, options))));
        failure.ifPresent(thrown -> {
            flow().worsen(Results.of(thrown));
            scope.failed(thrown);
        });
        pipeline.post(stage.block("post"), scope.result(), failure);
        return null;
    }

    private Object runContent(Recording stage, Recording options) throws Exception {
        if (stage.block("steps").isPresent()) {
            return pipeline.run(stage.block("steps").get());
        }
        if (stage.block("stages").isPresent()) {
            runAll(stage.block("stages").get(), options);
            return null;
        }
        Map<String, Callable<?>> branches = new LinkedHashMap<>();
        for (Recording.Call branch :
                Recording.of(script, stage.block("parallel").orElseThrow()).calls()) {
            String name = branch.text().orElseThrow();
            branches.put(name, () -> runStage(name, branch.block(), options));
        }
        boolean failFast = stage.says("failFast") || options.says("parallelsAlwaysFailFast");
        return new ParallelFunction(flow()).run(branches, failFast, false);
    }

    private Object withInput(Recording stage, Callable<?> code) throws Exception {
        Optional<Recording.Call> input = stage.find("input");
        if (input.isEmpty()) {
            return code.call();
        }
        Map<String, Object> arguments = new LinkedHashMap<>(input.get().named());
        input.get().text().ifPresent(message -> arguments.put("message", message));
        Map<String, String> variables = new LinkedHashMap<>();
        Recording block = input.get()
                .optionalBlock()
                .map(closure -> Recording.of(script, closure))
                .orElseGet(Recording::nothing);
        for (String name : List.of("message", "ok", "id", "submitter")) {
            block.find(name).flatMap(Recording.Call::text).ifPresent(text -> arguments.put(name, text));
        }
        block.block("parameters").ifPresent(closure -> arguments.put("parameters", pipeline.specs(closure)));
        Object answer = dsl.step("input", arguments);
        if (answer instanceof Map<?, ?> values) {
            values.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
        } else if (answer != null) {
            String only = pipeline.specs(block.block("parameters").orElseThrow())
                    .get(0)
                    .name();
            variables.put(only, String.valueOf(answer));
        }
        return flow().with(VariableOverrides.around(flow().context(), variables), code);
    }

    private Flow flow() {
        return dsl.flow();
    }
}
