package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.standin.SampleJob;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import io.jenkins.plugins.releaseflow.steps.SteeredPlatformConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** A Jenkins with a release of job {@code shop} to production whose node {@code n1} is in doubt, and users who may do what they are granted. */
final class ReleaseInDoubt implements AutoCloseable {
    static final ReleaseId RELEASE = new ReleaseId("production", 1);
    static final String NODE = "n1";

    private final Set<Permission> onJenkins = new HashSet<>(Set.of(Jenkins.READ));
    private final Set<Permission> onJob = new HashSet<>();
    private final SteeredPlatform platform = new SteeredPlatform();
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final StandinJenkins jenkins;
    private final CompletionStage<Node> migration;

    ReleaseInDoubt(Path home) throws IOException {
        jenkins = StandinJenkins.start(home);
        jenkins.setACL(ACL.lambda2((who, permission) -> implied(onJenkins, permission)));
        jenkins.add(
                new SampleJob(jenkins, "shop") {
                    @Override
                    public ACL getACL() {
                        return ACL.lambda2((who, permission) -> implied(onJob, permission));
                    }
                },
                "shop");
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.of(new SteeredPlatformConfiguration("steered", platform)));
        configuration.setEnvironments(List.of(new EnvironmentConfiguration("production", "steered")));
        platform.nextStart(SteeredPlatform.StartFault.LOST_AMONG_OTHERS);
        ReleaseEngine engine = ReleaseFlowRuntime.get().engine();
        Origin origin = new Origin("ann", "Started by ann", "shop", "shop#1", "main");
        join(engine.open(
                new ReleaseOpening("production", ReleaseKind.RELEASE, "<b>v1</b>", "tab\tand bell\u0007", origin)));
        join(engine.locked(RELEASE, console::add));
        migration = engine.run(
                RELEASE,
                new NodeOrder(
                        NODE,
                        new NodeWork.RunJob("migrate", Optional.empty(), Map.of()),
                        NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH)),
                true,
                console::add);
        awaitUntil(() -> String.join("\n", console).contains("waits for a decision"));
    }

    private static boolean implied(Set<Permission> granted, Permission wanted) {
        for (Permission each = wanted; each != null; each = each.impliedBy) {
            if (granted.contains(each)) {
                return true;
            }
        }
        return false;
    }

    void grantOnJenkins(Permission... permissions) {
        onJenkins.addAll(Set.of(permissions));
    }

    /** Whoever may do something with a job may see it. */
    void grantOnJob(Permission... permissions) {
        onJob.add(Item.READ);
        onJob.addAll(Set.of(permissions));
    }

    void deleteJob() throws IOException {
        jenkins.remove(jenkins.getItem("shop"));
    }

    /** What bob gets, who has only what was granted. */
    @SuppressWarnings("try") // it is there to be closed
    <T> T asBob(Supplier<T> request) {
        try (ACLContext bob = ACL.as(User.getById("bob", true))) {
            return request.get();
        }
    }

    List<String> console() {
        return console;
    }

    SteeredPlatform platform() {
        return platform;
    }

    /** What the step that waits is told in the end. */
    Node stepResult() {
        return join(migration);
    }

    Ledger ledger() {
        return ReleaseFlowRuntime.get().engine().ledger();
    }

    /** Opens another release of the job, which gets the lock once that is free. */
    ReleaseId open(String name, String build) {
        ReleaseEngine engine = ReleaseFlowRuntime.get().engine();
        Origin origin = new Origin("ann", "Started by ann", "shop", build, "main");
        ReleaseId id = join(engine.open(new ReleaseOpening("production", ReleaseKind.RELEASE, name, "", origin)))
                .id();
        return join(engine.locked(id, console::add)).id();
    }

    Release record() {
        return ReleaseFlowRuntime.get()
                .engine()
                .ledger()
                .environment(RELEASE.environment())
                .read(RELEASE.number())
                .orElseThrow();
    }

    NodeState state() {
        return record().node(NODE).orElseThrow().state();
    }

    static void awaitUntil(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        jenkins.close();
    }
}
