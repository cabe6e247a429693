package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Action;

/**
 * Marks a build whose script is ours, and which a user asked for whose permission was checked: what its job's branch may do does not matter. Only this plugin adds it;
 * no Jenkinsfile can.
 */
public interface AskedByUser extends Action {}
