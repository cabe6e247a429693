package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
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
            return chosen(overrides, work.target())
                    .map(override -> {
                        BuildSelector build = build(override, "");
                        tell(console, override, build, work.image().image());
                        return with(
                                order,
                                new NodeWork.DeployBuild(
                                        work.target(), build, work.override(), work.use(), work.kind(), false, false));
                    })
                    .orElse(order);
        } else if (order.work() instanceof NodeWork.Promote work) {
            return chosen(overrides, work.target())
                    .map(override -> {
                        BuildSelector build = build(override, "");
                        tell(console, override, build, "what is live on " + work.source());
                        return with(
                                order,
                                new NodeWork.DeployBuild(
                                        work.target(),
                                        build,
                                        work.override(),
                                        work.use(),
                                        work.kind(),
                                        work.allowOlder(),
                                        false));
                    })
                    .orElse(order);
        } else if (order.work() instanceof NodeWork.RunJob work
                && work.source().build().isPresent()) {
            BuildSelector own = work.source().build().get();
            return chosen(overrides, Target.job(work.job()))
                    .map(override -> {
                        BuildSelector build = build(override, own.buildService());
                        tell(console, override, build, own.text());
                        return with(order, run(work, build));
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
    private static boolean canBeBuilt(BuildSelector build) {
        boolean hasSource = build.branch().isPresent() || build.pullRequest().isPresent();
        return build.buildId().isEmpty()
                && hasSource
                && (build.isLatest() || build.commit().length() == FULL_COMMIT);
    }

    private static NodeWork run(NodeWork.RunJob work, BuildSelector build) {
        return new NodeWork.RunJob(
                work.job(),
                work.override(),
                work.environment(),
                work.migration(),
                NodeWork.RunSource.of(build, work.source().buildIfMissing() && canBeBuilt(build)),
                work.plan(),
                work.concurrency());
    }

    private static NodeWork deployment(NodeWork.DeployBuild work, BuildSelector build) {
        return new NodeWork.DeployBuild(
                work.target(),
                build,
                work.override(),
                work.use(),
                work.kind(),
                work.allowOlder(),
                work.buildIfMissing() && canBeBuilt(build));
    }

    private static NodeOrder with(NodeOrder order, NodeWork work) {
        return new NodeOrder(order.node(), work, order.terms(), order.stage());
    }

    private static void tell(NodeConsole console, BuildOverride override, BuildSelector build, String own) {
        console.println("Overridden: " + override.target() + " gets " + build.text() + ", chosen by "
                + (override.who().isEmpty() ? "somebody" : override.who()) + ", in place of " + own);
    }
}
