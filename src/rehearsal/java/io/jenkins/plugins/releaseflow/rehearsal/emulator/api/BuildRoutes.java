package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.Build;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService.Branch;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService.PullRequest;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildStatus;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** The endpoints of builds, branches and pull requests. */
final class BuildRoutes {
    private static final String SERVICE = "/services/{serviceId}";

    private final EmulatedProject project;

    BuildRoutes(EmulatedProject project) {
        this.project = project;
    }

    void register(Routes routes) {
        routes.get(
                SERVICE + "/branches",
                call -> Answer.page(call, "branches", upToDate(call).branches(), BuildRoutes::view));
        routes.get(
                SERVICE + "/pull-requests",
                call -> Answer.page(call, "pullRequests", upToDate(call).pullRequests(), BuildRoutes::view));
        routes.post(SERVICE + "/build", this::start);
        routes.get(
                SERVICE + "/build",
                call -> Answer.page(call, "builds", upToDate(call).builds(), BuildRoutes::view));
        routes.get(
                SERVICE + "/build/{buildId}",
                call -> Answer.of(full(project.buildService(call).build(call.path("buildId")))));
        routes.delete(SERVICE + "/build/{buildId}", call -> {
            project.buildService(call).abort(call.path("buildId"));
            return Answer.empty();
        });
        routes.logs(SERVICE + "/build-logs", call -> project.buildService(call).log(call.query("buildId")));
        routes.patch("/services/build/{serviceId}", call -> {
            BuildService service = project.buildService(call);
            call.body().flag("disabledCI").ifPresent(service::disableCi);
            return Answer.empty();
        });
    }

    private BuildService upToDate(Call call) {
        BuildService service = project.buildService(call);
        service.checkForCommits();
        return service;
    }

    private Answer start(Call call) {
        Body body = call.body();
        if (body.text("bundleUrl").isPresent()) {
            throw Refusal.invalid("the emulator builds from git only; leave bundleUrl out");
        }
        Build build =
                project.buildService(call).start(body.text("branch"), body.number("pullRequestId"), body.text("sha"));
        return Answer.of(view(build));
    }

    private static Fields view(Build build) {
        return Fields.with("id", build.id())
                .and("branch", build.branch())
                .and("pullRequestId", build.pullRequest())
                .and("sha", build.sha())
                .and("registry", Map.of("uri", "local/" + build.id()))
                .and("createdAt", build.createdAt())
                .and("status", build.status())
                .and("concluded", build.status().isEnd());
    }

    private static Fields full(Build build) {
        return view(build)
                .and("success", build.status() == BuildStatus.SUCCESS)
                .and("message", build.status().message())
                .and("buildConcludedAt", build.concludedAt().map(Instant::getEpochSecond));
    }

    private static Fields view(Branch branch) {
        String reference = "refs/heads/" + branch.name();
        return Fields.with("name", branch.name())
                .and("id", Base64.getEncoder().encodeToString(reference.getBytes(StandardCharsets.UTF_8)))
                .and(
                        "commit",
                        Fields.with("sha", branch.sha())
                                .and("author", Map.of("login", branch.author()))
                                .and("message", branch.message())
                                .and("date", branch.date()));
    }

    private static Fields view(PullRequest pullRequest) {
        return Fields.with("id", pullRequest.number())
                .and("state", "OPEN")
                .and("title", pullRequest.title())
                .and("source", "pull/" + pullRequest.number())
                .and("destination", "main")
                .and("sha", pullRequest.sha())
                .and("created_at", pullRequest.date())
                .and("updated_at", pullRequest.date())
                .and("html_url", "");
    }
}
