package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import io.jenkins.plugins.releaseflow.rollback.BackupAtHand;
import io.jenkins.plugins.releaseflow.rollback.MigrationSince;
import io.jenkins.plugins.releaseflow.rollback.RollbackPlan;
import io.jenkins.plugins.releaseflow.rollback.TargetChangePlan;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The plan of a rollback as a machine-readable document, the same on every host. */
@Restricted(NoExternalUse.class)
public final class RollbackPlanJson {
    private RollbackPlanJson() {}

    /** All of a plan. */
    public static ObjectNode of(RollbackPlan plan) {
        ObjectNode json = ReleaseJson.object();
        json.put("environment", plan.to().id().environment());
        ObjectNode to = json.putObject("to");
        to.put("number", plan.to().id().number());
        to.put("name", plan.to().name());
        plan.to().endedAt().ifPresent(at -> to.put("endedAt", at.toString()));
        plan.from().ifPresent(from -> json.put("from", from));
        json.put("database", plan.way().word());
        plan.fitting().ifPresent(way -> json.put("fitting", way.word()));
        json.put("readiness", plan.isReady() ? "ready" : "not-ready");
        json.put("nothingToDo", plan.isNothingToDo());
        ArrayNode problems = json.putArray("problems");
        plan.problems().forEach(problem -> problems.addObject()
                .put("blocking", problem.blocking())
                .put("code", problem.code())
                .put("message", problem.message())
                .put("remedy", problem.remedy()));
        ArrayNode targets = json.putArray("targets");
        plan.targets().forEach(target -> targets.add(of(target)));
        ArrayNode calls = json.putArray("calls");
        plan.calls().forEach(call -> calls.add(of(call)));
        json.put("verdict", ReleaseJson.word(plan.verdict()));
        json.set("migrations", of(plan.migrations()));
        json.set("takenBack", of(plan.undone()));
        ArrayNode backups = json.putArray("backups");
        plan.backups()
                .forEach(backup -> backups.add(of(backup)
                        .put("chosen", plan.chosen().filter(backup::equals).isPresent())));
        plan.losses().forEach(json.putArray("losses")::add);
        plan.permanent().forEach(json.putArray("permanent")::add);
        plan.preempts().ifPresent(number -> json.put("preempts", number));
        json.put("digest", plan.digest());
        return json;
    }

    private static ObjectNode of(TargetChangePlan target) {
        ObjectNode json = ReleaseJson.object();
        json.put("target", target.target().toString());
        json.put("type", target.target().type().word());
        json.put("id", target.target().id());
        json.put("change", ReleaseJson.word(target.change()));
        pin(json, "live", target.live());
        target.liveSince().ifPresent(at -> json.put("liveSince", at.toString()));
        target.liveBy().ifPresent(by -> json.put("liveBy", by.number()));
        pin(json, "running", target.running());
        pin(json, "willBe", target.willBe());
        return json;
    }

    private static void pin(ObjectNode json, String field, Optional<Pin> pin) {
        pin.ifPresent(known -> json.set(field, ReleaseJson.of(known).put("summary", known.summary())));
    }

    private static ObjectNode of(RollbackCall call) {
        ObjectNode json = RequestJson.of(call.request());
        json.put("node", call.node());
        json.put("why", call.why());
        if (call.request() instanceof DeploymentRequest deployment) {
            pin(json, "pin", Optional.of(deployment.pin()));
        }
        return json;
    }

    private static ArrayNode of(List<MigrationSince> migrations) {
        ArrayNode list = ReleaseJson.object().arrayNode();
        migrations.forEach(migration -> {
            ObjectNode json = list.addObject();
            json.put("release", migration.release().number());
            json.put("node", migration.node());
            json.put("job", migration.job());
            migration.command().ifPresent(command -> json.put("command", command));
            migration.undo().ifPresent(undo -> json.put("undo", undo));
            migration.addon().ifPresent(addon -> json.put("addon", addon));
            migration.unsure().ifPresent(why -> json.put("mayBeTakenBackBy", why));
            json.put("verdict", ReleaseJson.word(migration.verdict()));
            json.put("evidence", ReleaseJson.word(migration.evidence()));
            json.put("compatible", migration.isCompatible());
            json.put("state", ReleaseJson.word(migration.state()));
            json.put("at", migration.at().toString());
        });
        return list;
    }

    private static ObjectNode of(BackupAtHand backup) {
        ObjectNode json = ReleaseJson.object();
        json.put("release", backup.release().number());
        json.put("node", backup.node());
        json.put("addon", backup.addon());
        json.put("id", backup.id());
        json.put("type", ReleaseJson.word(backup.type()));
        backup.size().ifPresent(size -> json.put("size", size));
        json.put("endedAt", backup.endedAt().toString());
        json.put("fits", backup.fits());
        json.put("losesMs", backup.loses().toMillis());
        json.put("loss", backup.loss());
        return json;
    }
}
