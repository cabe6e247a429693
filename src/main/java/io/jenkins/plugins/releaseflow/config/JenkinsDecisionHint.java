package io.jenkins.plugins.releaseflow.config;

import hudson.Util;
import io.jenkins.plugins.releaseflow.engine.DecisionHint;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import jenkins.model.Jenkins;

/** How a doubt is answered on a Jenkins: by command line and by REST. */
final class JenkinsDecisionHint implements DecisionHint {
    @Override
    public String text(ReleaseId release, String node) {
        return "With the permission Release/Resolve: java -jar jenkins-cli.jar release-flow-resolve "
                + release.environment() + " " + release.number() + " " + node
                + " completed|failed|again|adopt [--operation ID] --reason '...'\n"
                + "or POST resolution, operation and reason to "
                + Util.fixNull(Jenkins.get().getRootUrl()) + "release-flow/environments/" + release.environment()
                + "/releases/" + release.number() + "/nodes/" + node + "/resolve";
    }
}
