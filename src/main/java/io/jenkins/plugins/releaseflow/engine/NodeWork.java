package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.BackupCheck;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a step asks for, before builds are resolved and names are chosen. */
public sealed interface NodeWork {
    /** The kind of node that does it. */
    NodeKind kind();

    /** The kind of operation that it starts. */
    OperationKind operation();

    /** A short text for people that says what it is about, for example {@code Run job migrate}. */
    String label();

    /**
     * A backup.
     *
     * @param name name of the backup; a unique one is made where it is empty
     * @param check how it is tried once it is made; empty where it is not
     */
    record Backup(
            String addon, BackupType type, Compression compression, Optional<String> name, Optional<BackupCheck> check)
            implements NodeWork {
        /** A backup that is not tried. */
        public Backup(String addon, BackupType type, Compression compression, Optional<String> name) {
            this(addon, type, compression, name, Optional.empty());
        }

        @Override
        public NodeKind kind() {
            return NodeKind.BACKUP;
        }

        @Override
        public OperationKind operation() {
            return OperationKind.BACKUP;
        }

        @Override
        public String label() {
            return "Back up " + addon;
        }
    }

    /**
     * A restore of an addon.
     *
     * @param backup the platform's id of the backup
     */
    record Restore(String addon, String backup) implements NodeWork {
        @Override
        public NodeKind kind() {
            return NodeKind.RESTORE;
        }

        @Override
        public OperationKind operation() {
            return OperationKind.RESTORE;
        }

        @Override
        public String label() {
            return "Restore " + addon + " from " + backup;
        }
    }

    /**
     * A build put on a job or a service.
     *
     * @param allowOlder whether it may be older than what is live there
     * @param buildIfMissing whether a build is started where there is none
     */
    record DeployBuild(
            Target target,
            BuildSelector build,
            Optional<String> command,
            NodeKind kind,
            boolean allowOlder,
            boolean buildIfMissing)
            implements NodeWork {
        /** Of a build that has to be there, finished or under way, and may not be older than what is live there. */
        public DeployBuild(Target target, BuildSelector build, Optional<String> command, NodeKind kind) {
            this(target, build, command, kind, false, false);
        }

        @Override
        public OperationKind operation() {
            return OperationKind.DEPLOYMENT;
        }

        @Override
        public String label() {
            return kind == NodeKind.DEPLOY_SERVICE ? "Deploy " + target : "Deploy build to " + target;
        }
    }

    /** An image put on a service. */
    record DeployImage(String service, ImagePin image, Optional<String> command) implements NodeWork {
        @Override
        public NodeKind kind() {
            return NodeKind.DEPLOY_SERVICE;
        }

        @Override
        public OperationKind operation() {
            return OperationKind.DEPLOYMENT;
        }

        @Override
        public String label() {
            return "Deploy " + new Target(TargetType.SERVICE, service);
        }
    }

    /**
     * Something that was asked of the platform and can't be read from the record any more. It can be watched and decided about, and never be asked for again.
     *
     * @param kind what the record says of it
     */
    record Unread(NodeKind kind, OperationKind operation, String label) implements NodeWork {}

    /** A run of a job. */
    record RunJob(String job, Optional<String> command, Map<String, String> environment, Migration migration)
            implements NodeWork {
        public RunJob {
            Objects.requireNonNull(job, "job");
            environment = Map.copyOf(environment);
            Objects.requireNonNull(migration, "migration");
        }

        /** A run of which nothing is declared. */
        public RunJob(String job, Optional<String> command, Map<String, String> environment) {
            this(job, command, environment, Migration.undeclared());
        }

        @Override
        public NodeKind kind() {
            return NodeKind.RUN_JOB;
        }

        @Override
        public OperationKind operation() {
            return OperationKind.JOB_RUN;
        }

        @Override
        public String label() {
            return "Run job " + job;
        }

        /** Names only, so that no value reaches a log by accident. */
        @Override
        public String toString() {
            return "RunJob[job=" + job + ", command=" + command + ", environment=" + environment.keySet() + "]";
        }
    }
}
