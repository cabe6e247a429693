package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import hudson.model.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps what a listener hears, one line each. */
final class RecordedEvents implements PipelineListener {

    private final List<String> stages = new CopyOnWriteArrayList<>();
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> beforeStep = function -> {};

    @Override
    public void stageStarted(Stage stage) {
        stages.add("started " + String.join("/", stage.path()));
    }

    @Override
    public void stageEnded(Stage stage, Result result) {
        stages.add("ended " + String.join("/", stage.path()) + " " + result);
    }

    @Override
    public void stepStarted(String function, Map<String, Object> arguments) {
        steps.add("started " + function + " " + arguments);
        beforeStep.accept(function);
    }

    @Override
    public void stepEnded(String function, Optional<Throwable> failure) {
        steps.add("ended " + function
                + failure.map(thrown -> " " + thrown.getMessage()).orElse(""));
    }

    /** Lets a test do something on the pipeline's thread when a step begins. */
    void beforeStep(Consumer<String> action) {
        beforeStep = action;
    }

    List<String> stages() {
        return stages;
    }

    List<String> steps() {
        return steps;
    }
}
