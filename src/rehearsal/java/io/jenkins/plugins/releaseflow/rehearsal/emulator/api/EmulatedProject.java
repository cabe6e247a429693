package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Addon;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Addons;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.Job;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.notification.Integrations;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.service.DeploymentService;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The emulated project with all that is in it, each by its id, in the project file's order. */
public record EmulatedProject(
        String id,
        Instant createdAt,
        Addons addons,
        Map<String, BuildService> builds,
        Map<String, Job> jobs,
        Map<String, DeploymentService> services,
        Integrations notifications) {

    Addon addon(Call call) {
        return addon(call.path("addonId"));
    }

    Addon addon(String addonId) {
        return addons.get(addonId);
    }

    Job job(Call call) {
        String jobId = call.path("jobId");
        return Optional.ofNullable(jobs.get(jobId)).orElseThrow(() -> Refusal.missing("job", "jobId", jobId));
    }

    DeploymentService deploymentService(Call call) {
        String serviceId = call.path("serviceId");
        return Optional.ofNullable(services.get(serviceId)).orElseThrow(() -> other(serviceId, "deployment service"));
    }

    BuildService buildService(Call call) {
        String serviceId = call.path("serviceId");
        return Optional.ofNullable(builds.get(serviceId)).orElseThrow(() -> other(serviceId, "build service"));
    }

    private Refusal other(String serviceId, String wanted) {
        return builds.containsKey(serviceId) || services.containsKey(serviceId)
                ? Refusal.invalid("Service '" + serviceId + "' is not a " + wanted)
                : Refusal.missing("service", "serviceId", serviceId);
    }

    /** What Northflank calls the app id. */
    String appId(String resourceId) {
        return "/rehearsal/" + id + "/" + resourceId;
    }
}
