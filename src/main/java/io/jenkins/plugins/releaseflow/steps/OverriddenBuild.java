package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.List;
import java.util.Optional;

/** Puts the build that somebody chose for a run in place of the one that a step asks for. */
final class OverriddenBuild {
    private static final int FULL_COMMIT = 40;

    private OverriddenBuild() {}

    /**
     * The order, with the build that was chosen for its target.
     *
     * @param overrides what was chosen for the environment
     * @param console is told where it is another one
     * @throws IllegalArgumentException where the choice leaves open which build service is meant, and the step names none
     */
    static NodeOrder in(NodeOrder order, List<BuildOverride> overrides, NodeConsole console) {
        if (order.work() instanceof NodeWork.DeployBuild work) {
            return chosen(overrides, work.target())
                    .map(override -> {
                        BuildSelector build = build(override, work.build().buildService());
                        tell(console, override, build, work.build().text());
                        return with(order, deployment(work, build));
                    })
                    .orElse(order);
        } else if (order.work() instanceof NodeWork.DeployImage work) {
            Target target = Target.service(work.service());
            return chosen(overrides, target)
                    .map(override -> {
                        BuildSelector build = build(override, "");
                        tell(console, override, build, work.image().image());
                        return with(
                                order,
                                new NodeWork.DeployBuild(target, build, work.command(), NodeKind.DEPLOY_SERVICE));
                    })
                    .orElse(order);
        }
        return order;
    }

    private static Optional<BuildOverride> chosen(List<BuildOverride> overrides, Target target) {
        return overrides.stream()
                .filter(override -> override.target().equals(target))
                .findFirst();
    }

    private static BuildSelector build(BuildOverride override, String own) {
        BuildSelector chosen = override.build();
        String service = chosen.buildService().isEmpty() ? own : chosen.buildService();
        if (service.isEmpty()) {
            throw new IllegalArgumentException(
                    "overrides: " + override.target()
                            + " gets an image from its Jenkinsfile, so it is not clear whose build is meant; name the build service too");
        }
        return new BuildSelector(service, chosen.branch(), chosen.pullRequest(), chosen.commit(), chosen.buildId());
    }

    /** A build that was chosen by its id, or by a part of its commit, can't be started where it is missing. */
    private static NodeWork deployment(NodeWork.DeployBuild work, BuildSelector build) {
        boolean hasSource = build.branch().isPresent() || build.pullRequest().isPresent();
        boolean canBeBuilt = build.buildId().isEmpty()
                && hasSource
                && (build.isLatest() || build.commit().length() == FULL_COMMIT);
        return new NodeWork.DeployBuild(
                work.target(),
                build,
                work.command(),
                work.kind(),
                work.allowOlder(),
                work.buildIfMissing() && canBeBuilt);
    }

    private static NodeOrder with(NodeOrder order, NodeWork work) {
        return new NodeOrder(order.node(), work, order.terms(), order.stage());
    }

    private static void tell(NodeConsole console, BuildOverride override, BuildSelector build, String own) {
        console.println("Overridden: " + override.target() + " gets " + build.text() + ", chosen by "
                + (override.who().isEmpty() ? "somebody" : override.who()) + ", in place of " + own);
    }
}
