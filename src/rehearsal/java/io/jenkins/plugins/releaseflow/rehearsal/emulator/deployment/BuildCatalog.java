package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.Build;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ImageSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All build services of the project, and how a choice among their builds is settled. */
public final class BuildCatalog {
    private final Map<String, BuildService> services;
    private final Map<String, ImageSpec> images = new LinkedHashMap<>();

    private final boolean verifiesImages;

    /**
     * @param images what the registry holds, by any name
     * @param verifiesImages whether an image that can't be pulled is refused at once; otherwise what is to run it fails
     */
    public BuildCatalog(Map<String, BuildService> services, Map<String, ImageSpec> images, boolean verifiesImages) {
        this.verifiesImages = verifiesImages;
        this.services = new LinkedHashMap<>(services);
        images.values().forEach(spec -> this.images.put(spec.image(), spec));
    }

    /** The build service of this id; refused with 404 when there is none. */
    public BuildService service(String id) {
        return Optional.ofNullable(services.get(id)).orElseThrow(() -> Refusal.missing("service", "serviceId", id));
    }

    /** Where the deployed build or image lies. */
    public Path directory(Deployment deployment) {
        if (deployment.image().isPresent()) {
            return verified(deployment.image().get()).directory();
        }
        return service(deployment.buildService()).directory(deployment.buildId().orElseThrow());
    }

    /**
     * Settles a choice.
     *
     * @param usual the build service meant when the choice names none
     * @param current what is deployed now; its branch is meant when the choice names none
     * @param command what the request says of the command
     * @return a deployment without a build when {@code latest} finds none
     * @throws Refusal when a build or commit is named that has no successful build, or an image that is verified and can't be pulled
     */
    public Deployment settle(BuildChoice choice, String usual, Optional<Deployment> current, CommandConfig command) {
        return settled(choice, usual, current).with(command, current);
    }

    private Deployment settled(BuildChoice choice, String usual, Optional<Deployment> current) {
        if (choice.external().isPresent()) {
            if (verifiesImages) {
                verified(choice.external().get());
            }
            return Deployment.of(choice.external().get());
        }
        BuildService service = service(choice.buildService()
                .or(() -> current.map(Deployment::buildService).filter(id -> !id.isEmpty()))
                .orElse(usual));
        if (choice.buildId().isPresent()) {
            return of(service, deployable(service.build(choice.buildId().get())), choice);
        }
        Optional<String> commit = choice.sha().filter(sha -> !sha.equals(BuildChoice.LATEST));
        Optional<String> branch =
                commit.isPresent() ? choice.branch() : choice.branch().or(() -> current.flatMap(Deployment::branch));
        if (commit.isEmpty() && branch.isEmpty()) {
            throw Refusal.invalid("internal needs a buildId, a buildSHA of a commit, or a branch");
        }
        Optional<Build> found = service.newest(branch, commit);
        if (found.isPresent()) {
            return of(service, found.get(), choice);
        }
        if (commit.isPresent()) {
            throw Refusal.missing("build", "buildSHA", commit.get());
        }
        return new Deployment(service.id(), branch, BuildChoice.LATEST, Optional.empty(), Optional.empty());
    }

    /** The image, where its credentials are the right ones. Northflank says the same of one that is not there and one that it may not pull. */
    private ImageSpec verified(ExternalImage wanted) {
        return Optional.ofNullable(images.get(wanted.imagePath()))
                .filter(known ->
                        known.credentials().isEmpty() || known.credentials().equals(wanted.credentials()))
                .orElseThrow(() -> Refusal.of(400, "invalid-image", "Unable to verify external image"));
    }

    /** The shell command of a container. */
    public String command(Deployment deployment, String configured) {
        boolean buildpack = deployment.image().isEmpty()
                && service(deployment.buildService()).isBuildpack();
        return buildpack
                ? deployment.buildpack().over(configured, directory(deployment))
                : deployment.docker().over(configured);
    }

    /** Whether a new build is one of the branch that is deployed, or would be first. */
    public static boolean follows(Optional<Deployment> current, BuildService service, Build build) {
        Optional<String> branch = current.isPresent()
                ? current.flatMap(Deployment::branch)
                : service.mainBranch().or(build::branch);
        return build.branch().isPresent() && build.branch().equals(branch);
    }

    /** The deployment that a new build makes by itself. */
    public static Deployment continuous(BuildService service, Build build, Optional<Deployment> current) {
        return of(
                        service,
                        build,
                        new BuildChoice(
                                Optional.of(service.id()),
                                build.branch(),
                                Optional.of(BuildChoice.LATEST),
                                Optional.empty()))
                .with(CommandConfig.NONE, current);
    }

    private static Build deployable(Build build) {
        if (!build.succeeded()) {
            throw Refusal.conflict(
                    "build-not-successful",
                    "Build " + build.id() + " cannot be deployed: its status is " + build.status());
        }
        return build;
    }

    private static Deployment of(BuildService service, Build build, BuildChoice choice) {
        return new Deployment(
                service.id(),
                choice.branch().or(build::branch),
                choice.sha().orElse(choice.buildId().isPresent() ? build.sha() : BuildChoice.LATEST),
                Optional.of(build.id()),
                Optional.of(build.sha()));
    }
}
