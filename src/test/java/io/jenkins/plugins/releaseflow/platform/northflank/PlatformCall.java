package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.release.NodeKind;
import java.util.Locale;

/** Every kind of request that a release makes, by what it is for. */
enum PlatformCall {
    ADDON_BEFORE(NodeKind.BACKUP, Role.BEFORE, "GET", "addons/ID", 0),
    BACKUPS_BEFORE(NodeKind.BACKUP, Role.BEFORE, "GET", "addons/ID/backups", 0),
    BACKUP_START(NodeKind.BACKUP, Role.START, "POST", "addons/ID/backups", 0),
    BACKUP_FIND(NodeKind.BACKUP, Role.FIND, "GET", "addons/ID/backups", 1),
    BACKUP_LOOK(NodeKind.BACKUP, Role.LOOK, "GET", "addons/ID/backups", 1),
    BACKUP_LOG(NodeKind.BACKUP, Role.LOG, "GET", "addons/ID/backups/*/logs", 0),
    BACKUP_STOP(NodeKind.BACKUP, Role.STOP, "POST", "addons/ID/backups/*/abort", 0),
    RESTORES_BEFORE(NodeKind.RESTORE, Role.BEFORE, "GET", "addons/ID/restores", 0),
    RESTORE_START(NodeKind.RESTORE, Role.START, "POST", "addons/ID/backups/*/restore", 0),
    RESTORE_FIND(NodeKind.RESTORE, Role.FIND, "GET", "addons/ID/restores", 1),
    RESTORE_STOP(NodeKind.RESTORE, Role.STOP, "POST", "addons/ID/backups/*/abort-restore", 0),
    BUILDS_BEFORE(NodeKind.DEPLOY_BUILD, Role.BEFORE, "GET", "services/shop-build/build", 0),
    DEPLOYED_JOB_BEFORE(NodeKind.DEPLOY_BUILD, Role.BEFORE, "GET", "jobs/ID", 0),
    JOB_DEPLOYMENT_BEFORE(NodeKind.DEPLOY_BUILD, Role.BEFORE, "GET", "jobs/ID/deployment", 0),
    JOB_DEPLOYMENT_START(NodeKind.DEPLOY_BUILD, Role.START, "POST", "jobs/ID/deployment", 0),
    JOB_DEPLOYMENT_FIND(NodeKind.DEPLOY_BUILD, Role.FIND, "GET", "jobs/ID/deployment", 1),
    JOB_DEPLOYMENT_LOOK(NodeKind.DEPLOY_BUILD, Role.LOOK, "GET", "jobs/ID/deployment", 1),
    JOB_BEFORE(NodeKind.RUN_JOB, Role.BEFORE, "GET", "jobs/ID", 0),
    RUNS_BEFORE(NodeKind.RUN_JOB, Role.BEFORE, "GET", "jobs/ID/runs", 0),
    RUN_START(NodeKind.RUN_JOB, Role.START, "POST", "jobs/ID/runs", 0),
    RUN_FIND(NodeKind.RUN_JOB, Role.FIND, "GET", "jobs/ID/runs", 1),
    JOB_OF_FOUND_RUN(NodeKind.RUN_JOB, Role.FIND, "GET", "jobs/ID", 1),
    RUN_LOOK(NodeKind.RUN_JOB, Role.LOOK, "GET", "jobs/ID/runs", 1),
    RUN_LOG(NodeKind.RUN_JOB, Role.LOG, "GET", "jobs/ID/logs", 0),
    RUN_STOP(NodeKind.RUN_JOB, Role.STOP, "DELETE", "jobs/ID/runs/*", 0),
    SERVICE_BEFORE(NodeKind.DEPLOY_SERVICE, Role.BEFORE, "GET", "services/ID", 0),
    SERVICE_DEPLOYMENT_BEFORE(NodeKind.DEPLOY_SERVICE, Role.BEFORE, "GET", "services/ID/deployment", 0),
    SERVICE_DEPLOYMENT_START(NodeKind.DEPLOY_SERVICE, Role.START, "POST", "services/ID/deployment", 0),
    SERVICE_DEPLOYMENT_FIND(NodeKind.DEPLOY_SERVICE, Role.FIND, "GET", "services/ID/deployment", 1),
    SERVICE_LOOK(NodeKind.DEPLOY_SERVICE, Role.LOOK, "GET", "services/ID", 1),
    SERVICE_DEPLOYMENT_LOOK(NodeKind.DEPLOY_SERVICE, Role.LOOK, "GET", "services/ID/deployment", 1);

    /** What a request is for. */
    enum Role {
        /** Looks up what is needed before the start. */
        BEFORE,
        /** Starts the operation. */
        START,
        /** Looks for an operation whose start was carried out and got no answer. */
        FIND,
        /** Looks at the operation. */
        LOOK,
        /** Reads its log. */
        LOG,
        /** Stops it. */
        STOP
    }

    private final NodeKind node;
    private final Role role;
    private final String method;
    private final String path;
    private final int earlier;

    /**
     * @param path with {@code ID} for the resource
     * @param earlier how many requests to the same path an undisturbed node makes before
     */
    PlatformCall(NodeKind node, Role role, String method, String path, int earlier) {
        this.node = node;
        this.role = role;
        this.method = method;
        this.path = path;
        this.earlier = earlier;
    }

    NodeKind node() {
        return node;
    }

    Role role() {
        return role;
    }

    String method() {
        return method;
    }

    /** The resource that only this call's tests use, so that lists stay short. */
    String resource() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String path() {
        return "/v1/projects/shop/" + path.replace("ID", resource());
    }

    int earlier() {
        return earlier;
    }

    /** Whether what it starts can't be told from what others start. */
    boolean hasNoKey() {
        return node == NodeKind.RUN_JOB || node == NodeKind.RESTORE;
    }

    /** Whether it asks what is deployed on a target; a 404 means that nothing is. */
    boolean isDeployment() {
        return path.endsWith("/deployment");
    }
}
