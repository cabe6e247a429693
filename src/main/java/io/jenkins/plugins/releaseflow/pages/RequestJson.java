package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BuildRequest;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;

/** What a node asks of the platform, for people. Of variables only the names: their values may be secret. */
final class RequestJson {
    private RequestJson() {}

    static ObjectNode of(OperationRequest request) {
        ObjectNode json = ReleaseJson.object();
        json.put("kind", ReleaseJson.word(request.kind()));
        if (request instanceof BackupRequest backup) {
            json.put("addon", backup.addon());
            json.put("type", ReleaseJson.word(backup.type()));
            json.put("compression", ReleaseJson.word(backup.compression()));
            json.put("name", backup.name());
            backup.check().ifPresent(check -> json.put("check", check.query()));
        } else if (request instanceof RestoreRequest restore) {
            json.put("addon", restore.addon());
            json.put("backup", restore.backup());
        } else if (request instanceof CommandRequest command) {
            json.put("target", command.target().toString());
            json.put("command", command.command());
            command.shell().ifPresent(shell -> json.put("shell", shell));
            command.user().ifPresent(user -> json.put("user", user));
        } else if (request instanceof DeploymentRequest deployment) {
            json.put("target", deployment.target().toString());
            put(json, deployment.override());
            if (deployment.use() != CommandUse.STAYS) {
                json.put("commandUse", ReleaseJson.word(deployment.use()));
            }
            deployment.credentials().ifPresent(id -> json.put("imageCredentials", id));
            deployment.promotedFrom().ifPresent(source -> json.put("promotedFrom", source));
        } else if (request instanceof JobRunRequest run) {
            json.put("job", run.job());
            put(json, run.override());
            run.image().ifPresent(image -> json.set("image", ReleaseJson.of(image.pin())));
            run.plan().ifPresent(plan -> json.put("plan", plan));
            if (run.concurrency() != Concurrency.of(run.migration())) {
                json.put("concurrency", ReleaseJson.word(run.concurrency()));
            }
            run.environment().keySet().stream().sorted().forEach(json.putArray("variables")::add);
        } else if (request instanceof BuildRequest build) {
            json.put("build", build.buildService());
            build.branch().ifPresent(branch -> json.put("branch", branch));
            build.pullRequest().ifPresent(number -> json.put("pullRequest", number));
            build.commit().ifPresent(commit -> json.put("commit", commit));
        } else {
            json.put("resource", request.resource());
        }
        return json;
    }

    private static void put(ObjectNode json, CommandOverride override) {
        override.entrypoint().ifPresent(entrypoint -> json.put("entrypoint", entrypoint));
        override.command().ifPresent(command -> json.put("command", command));
        override.process().ifPresent(process -> json.put("process", process));
    }
}
