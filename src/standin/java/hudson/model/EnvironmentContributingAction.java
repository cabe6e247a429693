package hudson.model;

import hudson.EnvVars;

/** Gives a build variables. */
public interface EnvironmentContributingAction extends Action {
    default void buildEnvironment(Run<?, ?> run, EnvVars env) {}
}
