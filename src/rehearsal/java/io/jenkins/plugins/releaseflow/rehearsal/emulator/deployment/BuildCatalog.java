package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.Build;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All build services of the project, and how a choice among their builds is settled. */
public final class BuildCatalog {
    private final Map<String, BuildService> services;

    public BuildCatalog(Map<String, BuildService> services) {
        this.services = new LinkedHashMap<>(services);
    }

    /** The build service of this id; refused with 404 when there is none. */
    public BuildService service(String id) {
        return Optional.ofNullable(services.get(id)).orElseThrow(() -> Refusal.missing("service", "serviceId", id));
    }

    /** Where the deployed build lies. */
    public Path directory(Deployment deployment) {
        return service(deployment.buildService()).directory(deployment.buildId().orElseThrow());
    }

    /**
     * Settles a choice.
     *
     * @param usual the build service meant when the choice names none
     * @param current what is deployed now; its branch is meant when the choice names none
     * @return a deployment without a build when {@code latest} finds none
     * @throws Refusal when a build or commit is named that has no successful build
     */
    public Deployment settle(BuildChoice choice, String usual, Optional<Deployment> current, DockerConfig docker) {
        BuildService service = service(choice.buildService()
                .or(() -> current.map(Deployment::buildService))
                .orElse(usual));
        if (choice.buildId().isPresent()) {
            return of(service, deployable(service.build(choice.buildId().get())), choice, docker);
        }
        Optional<String> commit = choice.sha().filter(sha -> !sha.equals(BuildChoice.LATEST));
        Optional<String> branch =
                commit.isPresent() ? choice.branch() : choice.branch().or(() -> current.flatMap(Deployment::branch));
        if (commit.isEmpty() && branch.isEmpty()) {
            throw Refusal.invalid("internal needs a buildId, a buildSHA of a commit, or a branch");
        }
        Optional<Build> found = service.newest(branch, commit);
        if (found.isPresent()) {
            return of(service, found.get(), choice, docker);
        }
        if (commit.isPresent()) {
            throw Refusal.missing("build", "buildSHA", commit.get());
        }
        return new Deployment(service.id(), branch, BuildChoice.LATEST, Optional.empty(), Optional.empty(), docker);
    }

    /** Whether a new build is one of the branch that is deployed, or would be first. */
    public static boolean follows(Optional<Deployment> current, BuildService service, Build build) {
        Optional<String> branch = current.isPresent()
                ? current.flatMap(Deployment::branch)
                : service.mainBranch().or(build::branch);
        return build.branch().isPresent() && build.branch().equals(branch);
    }

    /** The deployment that a new build makes by itself. */
    public static Deployment continuous(BuildService service, Build build, DockerConfig docker) {
        return of(
                service,
                build,
                new BuildChoice(
                        Optional.of(service.id()), build.branch(), Optional.of(BuildChoice.LATEST), Optional.empty()),
                docker);
    }

    private static Build deployable(Build build) {
        if (!build.succeeded()) {
            throw Refusal.conflict(
                    "build-not-successful",
                    "Build " + build.id() + " cannot be deployed: its status is " + build.status());
        }
        return build;
    }

    private static Deployment of(BuildService service, Build build, BuildChoice choice, DockerConfig docker) {
        return new Deployment(
                service.id(),
                choice.branch().or(build::branch),
                choice.sha().orElse(choice.buildId().isPresent() ? build.sha() : BuildChoice.LATEST),
                Optional.of(build.id()),
                Optional.of(build.sha()),
                docker);
    }
}
