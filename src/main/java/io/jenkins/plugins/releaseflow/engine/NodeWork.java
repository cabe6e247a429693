package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.BackupCheck;
import io.jenkins.plugins.releaseflow.release.BackupDestinations;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.Promotion;
import io.jenkins.plugins.releaseflow.release.RunImage;
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
     * @param retain whether the platform is asked to keep it until somebody deletes it; empty for what the environment says
     * @param check how it is tried once it is made; empty where it is not
     */
    record Backup(
            String addon,
            BackupType type,
            Compression compression,
            Optional<String> name,
            Optional<Boolean> retain,
            Optional<BackupCheck> check,
            BackupDestinations destinations)
            implements NodeWork {
        /** One that goes to the platform's own place. */
        public Backup(
                String addon,
                BackupType type,
                Compression compression,
                Optional<String> name,
                Optional<Boolean> retain,
                Optional<BackupCheck> check) {
            this(addon, type, compression, name, retain, check, BackupDestinations.NONE);
        }

        /** One that is not tried. */
        public Backup(
                String addon,
                BackupType type,
                Compression compression,
                Optional<String> name,
                Optional<Boolean> retain) {
            this(addon, type, compression, name, retain, Optional.empty());
        }

        /** One that is kept as the environment says, and not tried. */
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
     * @param override what it runs in place of what the build says
     * @param use how long that stays
     * @param allowOlder whether it may be older than what is live there
     * @param buildIfMissing whether a build is started where there is none
     */
    record DeployBuild(
            Target target,
            BuildSelector build,
            CommandOverride override,
            CommandUse use,
            NodeKind kind,
            boolean allowOlder,
            boolean buildIfMissing)
            implements NodeWork {
        /** With a command at most, which stays. */
        public DeployBuild(
                Target target,
                BuildSelector build,
                Optional<String> command,
                NodeKind kind,
                boolean allowOlder,
                boolean buildIfMissing) {
            this(target, build, CommandOverride.of(command), CommandUse.STAYS, kind, allowOlder, buildIfMissing);
        }

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

    /**
     * An image put on a job or a service.
     *
     * @param credentials the platform's id of the credentials that it is pulled with; empty for a public image
     * @param override what it runs in place of what the image says
     * @param use how long that stays
     */
    record DeployImage(
            Target target,
            ImagePin image,
            Optional<String> credentials,
            CommandOverride override,
            CommandUse use,
            NodeKind kind)
            implements NodeWork {
        @Override
        public OperationKind operation() {
            return OperationKind.DEPLOYMENT;
        }

        @Override
        public String label() {
            return kind == NodeKind.DEPLOY_SERVICE ? "Deploy " + target : "Deploy image to " + target;
        }
    }

    /**
     * What is live elsewhere, put on a job or a service.
     *
     * @param source where it is taken from
     * @param credentials the platform's id of the credentials that it is pulled with where it is an image; empty for builds and public images
     * @param override what it runs in place of what it says itself
     * @param use how long that stays
     * @param allowOlder whether it may be older than what is live there
     */
    record Promote(
            Target target,
            Promotion source,
            Optional<String> credentials,
            CommandOverride override,
            CommandUse use,
            NodeKind kind,
            boolean allowOlder)
            implements NodeWork {
        @Override
        public OperationKind operation() {
            return OperationKind.DEPLOYMENT;
        }

        @Override
        public String label() {
            return "Promote " + source + " to " + target;
        }
    }

    /**
     * A command in a container that runs.
     *
     * @param request what is asked for; nothing of it is yet to be found
     */
    record Command(CommandRequest request) implements NodeWork {
        @Override
        public NodeKind kind() {
            return NodeKind.RUN_COMMAND;
        }

        @Override
        public OperationKind operation() {
            return OperationKind.COMMAND;
        }

        @Override
        public String label() {
            return "Run a command in " + request.target();
        }
    }

    /**
     * What was on a target before a release, put back at the end of it: the command alone, or the pin with it.
     *
     * @param request what is asked for
     */
    record PutBack(DeploymentRequest request) implements NodeWork {
        @Override
        public NodeKind kind() {
            return request.target().type() == TargetType.SERVICE ? NodeKind.DEPLOY_SERVICE : NodeKind.DEPLOY_BUILD;
        }

        @Override
        public OperationKind operation() {
            return OperationKind.DEPLOYMENT;
        }

        @Override
        public String label() {
            return "Put back the command of " + request.target();
        }
    }

    /**
     * Something that was asked of the platform and can't be read from the record any more. It can be watched and decided about, and never be asked for again.
     *
     * @param kind what the record says of it
     */
    record Unread(NodeKind kind, OperationKind operation, String label) implements NodeWork {}

    /**
     * A run of a job.
     *
     * @param override what this run does in place of what the job does
     * @param source what this run runs in place of what is deployed on the job
     * @param plan the platform's plan for this run; the job's own where empty
     * @param concurrency what it does where another run of the job is active
     */
    record RunJob(
            String job,
            CommandOverride override,
            Map<String, String> environment,
            Migration migration,
            RunSource source,
            Optional<String> plan,
            Concurrency concurrency)
            implements NodeWork {
        public RunJob {
            Objects.requireNonNull(job, "job");
            environment = Map.copyOf(environment);
            Objects.requireNonNull(migration, "migration");
        }

        /** A run of what is deployed on the job, with a command at most. */
        public RunJob(String job, Optional<String> command, Map<String, String> environment, Migration migration) {
            this(
                    job,
                    CommandOverride.of(command),
                    environment,
                    migration,
                    RunSource.DEPLOYED,
                    Optional.empty(),
                    Concurrency.of(migration));
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
            return "RunJob[job=" + job + ", override=" + override.summary() + ", environment=" + environment.keySet()
                    + ", source=" + source + ", plan=" + plan + ", concurrency=" + concurrency + "]";
        }
    }

    /**
     * What one run of a job runs.
     *
     * @param build a build that is yet to be found; empty for an image, and for what is deployed
     * @param buildIfMissing whether a build is started where there is none
     * @param image an image, or a build that was found already; empty for what is deployed
     */
    record RunSource(Optional<BuildSelector> build, boolean buildIfMissing, Optional<RunImage> image) {
        /** What is deployed on the job. */
        public static final RunSource DEPLOYED = new RunSource(Optional.empty(), false, Optional.empty());

        public static RunSource of(BuildSelector build, boolean buildIfMissing) {
            return new RunSource(Optional.of(build), buildIfMissing, Optional.empty());
        }

        public static RunSource of(Optional<RunImage> image) {
            return new RunSource(Optional.empty(), false, image);
        }
    }
}
