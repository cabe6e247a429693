package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import hudson.model.Result;
import java.util.Optional;

/**
 * How a run of a Jenkinsfile ended.
 *
 * @param result as Jenkins would show it
 * @param failure what ended it early, if something did
 * @param mistake set if that was a wrong Jenkinsfile or a wrong call of it, and no failure of what it does
 */
public record PipelineOutcome(Result result, Optional<Throwable> failure, Optional<JenkinsfileException> mistake) {}
