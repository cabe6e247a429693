package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import groovy.lang.GroovyObjectSupport;
import hudson.EnvVars;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin.CheckoutStep;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Flow;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Sneaky;
import java.io.IOException;
import java.util.Optional;

/** The global variables of a script: {@code env}, {@code params}, {@code currentBuild}, {@code scm} and {@code steps}. */
public final class ScriptGlobals {

    private final Dsl dsl;
    private final BuildParameters parameters;
    private final CurrentBuild currentBuild;
    private final Steps steps = new Steps();
    private final Env env = new Env();

    /** The variables of one run. */
    public ScriptGlobals(Dsl dsl, BuildParameters parameters) {
        this.dsl = dsl;
        this.parameters = parameters;
        this.currentBuild = new CurrentBuild(dsl.flow().run(), dsl.flow()::worsen);
    }

    Dsl dsl() {
        return dsl;
    }

    /** The global variable of that name. */
    public Optional<Object> find(String name) {
        return switch (name) {
            case "env" -> Optional.of(env);
            case "params" -> Optional.of(parameters.values());
            case "currentBuild" -> Optional.of(currentBuild);
            case "scm" -> Optional.of(new CheckoutStep.ProjectDirectory());
            case "steps" -> Optional.of(steps);
            default -> Optional.empty();
        };
    }

    /** The environment variable of that name, as a step would see it here. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment().get(name));
    }

    void print(String text) {
        flow().current()
                .frame()
                .find(TaskListener.class)
                .orElseThrow()
                .getLogger()
                .println(text);
    }

    private Flow flow() {
        return dsl.flow();
    }

    private EnvVars environment() {
        try {
            return flow().context().get(EnvVars.class);
        } catch (IOException | InterruptedException e) {
            throw Sneaky.rethrow(e);
        }
    }

    /** The variable {@code env}: what is set here holds for the rest of the run, except where a block sets it otherwise. */
    public final class Env extends GroovyObjectSupport {

        private Env() {}

        @Override
        public Object getProperty(String name) {
            return environment().get(name);
        }

        @Override
        public void setProperty(String name, Object value) {
            flow().environment().set(name, String.valueOf(value));
        }

        /** All variables that a step would see here. */
        public EnvVars getEnvironment() {
            return environment();
        }
    }

    /** The variable {@code steps}: for classes and functions that call steps on an object they are given. */
    public final class Steps extends GroovyObjectSupport {

        private Steps() {}

        @Override
        public Object invokeMethod(String name, Object arguments) {
            try {
                return dsl.invoke(name, ScriptValues.arguments(arguments));
            } catch (Exception e) {
                throw Sneaky.rethrow(e);
            }
        }
    }
}
