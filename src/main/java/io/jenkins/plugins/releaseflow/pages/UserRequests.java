package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessControlled;
import hudson.security.AccessDeniedException3;
import hudson.security.Permission;
import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.OriginBuild;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * What the present user asks of this Jenkins, by REST or on the command line: the permission first, then the work, in their name. Who lacks a permission is
 * refused in the same way whether what was asked for exists or not.
 */
final class UserRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private UserRequests() {}

    /** @throws AccessDeniedException where the user may not see that release */
    static ControlAnswer release(String environment, String number) {
        check(ReleasePermissions.VIEW, control().find(environment, number));
        return control().release(environment, number);
    }

    /** @throws AccessDeniedException where the user may not see that release */
    static void requireViewOf(String environment, String number) {
        check(ReleasePermissions.VIEW, control().find(environment, number));
    }

    /** @throws AccessDeniedException where the user may see neither all environments nor the folder that configures this one */
    static void requireViewOfEnvironment(String environment) {
        if (!Jenkins.get().hasPermission(ReleasePermissions.VIEW)) {
            managed(environment).checkPermission(ReleasePermissions.VIEW);
        }
    }

    /** @throws AccessDeniedException where the user may not see that release */
    static ControlAnswer releasePage(String environment, String number) {
        Optional<Release> release = control().find(environment, number);
        check(ReleasePermissions.VIEW, release);
        ControlAnswer page = shown(documents()
                .release(
                        environment,
                        number,
                        rights(guard(ReleasePermissions.VIEW, jobOf(release)), managed(environment))));
        release.flatMap(UserRequests::buildUrl).ifPresent(url -> page.document().put("buildUrl", url));
        return page;
    }

    /** Where the build of a release is seen, below the root of Jenkins; empty where it is gone or hidden. Loads no build. */
    private static Optional<String> buildUrl(Release release) {
        Origin origin = ReleaseFlowRuntime.get().engine().ledger().originNow(release);
        String number = origin.build().substring(origin.build().lastIndexOf('#') + 1);
        return visible(origin.job())
                .filter(Job.class::isInstance)
                .map(Job.class::cast)
                .filter(job -> number.matches("[1-9][0-9]{0,8}") && new File(job.getBuildDir(), number).isDirectory())
                .map(job -> job.getUrl() + number + "/");
    }

    /** @throws AccessDeniedException where the user may not see that release */
    static Optional<LogPart> log(String environment, String number, String node, String which, long start) {
        requireViewOf(environment, number);
        return documents().log(environment, number, node, which, start);
    }

    /** @throws AccessDeniedException where the user may see no environment */
    static ControlAnswer environments() {
        Optional<Set<String>> among = ViewableEnvironments.names();
        return shown(documents().environments(rights(Jenkins.get(), Jenkins.get()), environment -> among.map(
                        names -> names.contains(environment))
                .orElse(true)));
    }

    /** @throws AccessDeniedException where the user may not see that environment */
    static ControlAnswer environment(String environment, ReleaseFilter filter) {
        requireViewOfEnvironment(environment);
        return shown(documents().environment(environment, filter, rights(Jenkins.get(), managed(environment))));
    }

    /** What a job released. The caller checks who may see that. */
    static ControlAnswer job(String job, ReleaseFilter filter, boolean mayRun) {
        return shown(documents().job(job, filter, mayRun));
    }

    /** What of a job is live. The caller checks who may see that. */
    static List<LiveLine> live(String job) {
        return history().live(job);
    }

    /** Number of the build that made the job's newest release that went well. */
    static Optional<Integer> lastReleased(String job) {
        return history().lastReleased(job);
    }

    /** What is known of some releases, without those that are gone. The caller checks who may see that. */
    static List<ReleaseLine> lines(List<ReleaseId> releases) {
        Ledger ledger = ReleaseFlowRuntime.get().engine().ledger();
        return releases.stream()
                .flatMap(id -> ledger.environment(id.environment()).summary(id.number()).stream())
                .map(ReleaseLine::of)
                .toList();
    }

    /** Without what it tells of releases whose jobs the user may not see. */
    static ControlAnswer shown(ControlAnswer answer) {
        Ledger ledger = ReleaseFlowRuntime.get().engine().ledger();
        return new HiddenReleases(ledger, UserRequests::maySee).outOf(answer);
    }

    /** Whether the user may see the releases of a job; of one that is gone, those who may see all environments. */
    static boolean maySee(String job) {
        try {
            return guard(ReleasePermissions.VIEW, job).hasPermission(ReleasePermissions.VIEW);
        } catch (AccessDeniedException hidden) {
            return false;
        }
    }

    private static JobHistory history() {
        return new JobHistory(ReleaseFlowRuntime.get().engine().ledger());
    }

    private static PageRights rights(AccessControlled guard, AccessControlled manager) {
        return new PageRights(
                guard.hasPermission(ReleasePermissions.RUN),
                mayAbort(guard),
                guard.hasPermission(ReleasePermissions.RESOLVE),
                guard.hasPermission(ReleasePermissions.ROLLBACK),
                manager.hasPermission(ReleasePermissions.MANAGE));
    }

    /** Whose permissions count for an environment: the folder that configures it, else Jenkins. */
    @SuppressWarnings("try") // it is there to be closed
    static AccessControlled managed(String environment) {
        Optional<String> folder = Environments.get().folderOf(environment);
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            return folder.map(name -> Jenkins.get().getItemByFullName(name))
                    .<AccessControlled>map(item -> item)
                    .orElseGet(Jenkins::get);
        }
    }

    /** Who aborts a release stops its build, which Jenkins has a permission for. */
    private static boolean mayAbort(AccessControlled guard) {
        return guard.hasPermission(ReleasePermissions.RUN) && guard.hasPermission(Item.CANCEL);
    }

    private static PageDocuments documents() {
        ReleaseFlowRuntime runtime = ReleaseFlowRuntime.get();
        return new PageDocuments(
                        runtime.engine(),
                        runtime.platforms(),
                        () -> Environments.get().namesFor(""),
                        PATIENCE)
                .with(runtime.readiness())
                .with(runtime.drift())
                .seeing(UserRequests::maySee);
    }

    /** @throws AccessDeniedException where the user may not decide about that release */
    static ControlAnswer resolve(String environment, String number, String node, DoubtAnswer answer) {
        check(ReleasePermissions.RESOLVE, control().find(environment, number));
        return control().resolve(environment, number, node, answer, who());
    }

    /** @throws AccessDeniedException where the user may not end the release that holds the environment */
    static void requireAbortOfHolder(String environment) {
        Ledger ledger = ReleaseFlowRuntime.get().engine().ledger();
        if (!ledger.environments().contains(environment)) {
            return;
        }
        ledger.environment(environment).list().stream()
                .filter(release -> release.state() == ReleaseState.RUNNING)
                .map(release -> control()
                        .find(environment, Integer.toString(release.id().number())))
                .forEach(release -> {
                    check(ReleasePermissions.RUN, release);
                    check(Item.CANCEL, release);
                });
    }

    /** @throws AccessDeniedException where the user may not release, or not stop builds */
    static ControlAnswer abort(String environment, String number, String work, String reason) {
        Optional<Release> release = control().find(environment, number);
        check(ReleasePermissions.RUN, release);
        check(Item.CANCEL, release);
        return control().abort(environment, number, work, OriginBuild::stop, () -> new Decision(who(), reason));
    }

    /** @throws AccessDeniedException where the user may not release */
    static ControlAnswer describe(String environment, String number, String description) {
        check(ReleasePermissions.RUN, control().find(environment, number));
        return control().describe(environment, number, description, who());
    }

    /** @throws AccessDeniedException where the user may not see that environment */
    static ControlAnswer status(String environment) {
        requireViewOfEnvironment(environment);
        return shown(control().status(environment));
    }

    /** @throws AccessDeniedException where the user may not manage environments */
    static ControlAnswer hold(String environment, String reason) {
        managed(environment).checkPermission(ReleasePermissions.MANAGE);
        return control().hold(environment, reason, who());
    }

    /** @throws AccessDeniedException where the user may not manage environments */
    static ControlAnswer lift(String environment, String reason) {
        managed(environment).checkPermission(ReleasePermissions.MANAGE);
        return control().lift(environment, reason, who());
    }

    /** @throws AccessDeniedException where the user may not manage environments */
    static ControlAnswer breakLock(String environment, String reason) {
        managed(environment).checkPermission(ReleasePermissions.MANAGE);
        return control().breakLock(environment, reason, who());
    }

    private static ReleaseControl control() {
        ReleaseFlowRuntime runtime = ReleaseFlowRuntime.get();
        return new ReleaseControl(runtime.engine(), runtime.platforms(), PATIENCE);
    }

    /** @throws AccessDeniedException where the user lacks the permission on that release's job */
    static void require(Permission permission, String environment, String number) {
        check(permission, control().find(environment, number));
    }

    static String who() {
        return Jenkins.getAuthentication2().getName();
    }

    private static void check(Permission permission, Optional<Release> release) {
        guard(permission, jobOf(release)).checkPermission(permission);
    }

    private static String jobOf(Optional<Release> release) {
        return release.map(known -> ReleaseFlowRuntime.get()
                        .engine()
                        .ledger()
                        .originNow(known)
                        .job())
                .orElse("");
    }

    /** The job where there is one, else Jenkins. A job that is hidden from the user is not one that is gone. */
    private static AccessControlled guard(Permission permission, String job) {
        Jenkins jenkins = Jenkins.get();
        if (job.isEmpty()) {
            return jenkins;
        }
        Optional<Item> visible = visible(job);
        if (visible.isPresent()) {
            return visible.get();
        }
        if (exists(job)) {
            throw new AccessDeniedException3(Jenkins.getAuthentication2(), permission);
        }
        return jenkins;
    }

    private static Optional<Item> visible(String job) {
        try {
            return Optional.ofNullable(Jenkins.get().getItemByFullName(job, Item.class));
        } catch (AccessDeniedException onlyDiscoverable) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("try") // it is there to be closed
    private static boolean exists(String job) {
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(job, Item.class) != null;
        }
    }
}
