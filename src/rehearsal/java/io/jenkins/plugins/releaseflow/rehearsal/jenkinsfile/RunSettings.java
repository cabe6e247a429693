package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of a Jenkinsfile is given.
 *
 * @param jobName the full name of the job that the run counts under
 * @param user who started the run
 * @param branch the branch that is built, if it is a branch's job; becomes {@code BRANCH_NAME}
 * @param parameters values of build parameters, by name, as text
 * @param environment the environment that steps and processes start with
 * @param workspace the directory that steps such as {@code sh} run in
 * @param console where the console text goes besides the build's log file; not closed
 * @param overrides what is asked of the run in place of what the Jenkinsfile says
 */
public record RunSettings(
        String jobName,
        String user,
        Optional<String> branch,
        Map<String, String> parameters,
        Map<String, String> environment,
        Path workspace,
        OutputStream console,
        RunOverrides overrides) {

    /** Keeps its own copies of the maps. */
    public RunSettings {
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
    }

    /** A run that releases what the Jenkinsfile says. */
    public RunSettings(
            String jobName,
            String user,
            Optional<String> branch,
            Map<String, String> parameters,
            Map<String, String> environment,
            Path workspace,
            OutputStream console) {
        this(jobName, user, branch, parameters, environment, workspace, console, RunOverrides.NONE);
    }

    /** The same run, with something else asked of it. */
    public RunSettings with(RunOverrides other) {
        return new RunSettings(jobName, user, branch, parameters, environment, workspace, console, other);
    }
}
