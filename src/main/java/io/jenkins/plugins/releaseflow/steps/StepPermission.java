package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.Permission;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Whether a build may do something with releases. A build runs as Jenkins itself, which may do everything, unless an administrator has builds run in the name of
 * whoever started them; a pipeline's thread then acts as that user. Must therefore be called where steps start, and nowhere else.
 */
final class StepPermission {
    private StepPermission() {}

    /**
     * Checks a permission on the build's job. Memory only, as far as the authorization strategy is.
     *
     * @throws AbortException with a message for people, where who the build runs as lacks it
     */
    static void check(StepContext context, Permission permission) throws IOException, InterruptedException {
        Job<?, ?> job = context.get(Run.class).getParent();
        if (!job.hasPermission(permission)) {
            String name = permission.group.getId() + "/" + permission.name;
            throw new AbortException(
                    Messages.StepPermission_Missing(Jenkins.getAuthentication2().getName(), name, job.getFullName()));
        }
    }
}
