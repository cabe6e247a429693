package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * A build that somebody chose for a target, in place of the one that the flow asks for.
 *
 * @param target the job or service that gets it
 * @param build which build; its build service is empty where it is the one that the flow names
 * @param who id of the user who chose it
 */
public record BuildOverride(Target target, BuildSelector build, String who) {
    public BuildOverride {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(who, "who");
    }

    /**
     * Whether the node is one that deploys to the target, or runs a build of its own on it. One that failed before its build was known tells the target in its label
     * only.
     */
    public boolean isReachedBy(Node node) {
        if (node.request().orElse(null) instanceof JobRunRequest run) {
            return run.image().isPresent() && Target.job(run.job()).equals(target);
        }
        boolean deploys = node.kind() == NodeKind.DEPLOY_BUILD || node.kind() == NodeKind.DEPLOY_SERVICE;
        return deploys
                && node.request()
                        .filter(DeploymentRequest.class::isInstance)
                        .map(DeploymentRequest.class::cast)
                        .map(deployment -> deployment.target().equals(target))
                        .orElseGet(() -> node.label().endsWith(" " + target));
    }

    /** For people, for example {@code service shop: shop-build branch main commit latest}. */
    public String text() {
        return target + ": " + build.text().strip();
    }
}
