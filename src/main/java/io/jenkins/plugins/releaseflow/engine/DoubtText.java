package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What people are told of a doubt: what was asked, when, where to look, and the ways out. */
final class DoubtText {
    private DoubtText() {}

    /** Why there is a doubt, with what was asked, when, and where to look. */
    static String message(Node node, Platform platform, String why) {
        return message(node, Optional.of(platform), why);
    }

    /**
     * The same, also where it is not known any more which platform it was.
     *
     * @param platform empty where it is not configured any more
     */
    static String message(Node node, Optional<Platform> platform, String why) {
        return why
                + node.request()
                        .map(request -> ". Asked for was " + asked(request))
                        .orElse("")
                + node.runningAt().map(at -> ", at " + at).orElse("")
                + ". Look at " + where(node)
                + platform.map(known -> " on " + known.description()).orElse("")
                + platform.flatMap(known -> node.reference().flatMap(known::link))
                        .map(link -> " (" + link + ")")
                        .orElse("")
                + " before it is run again";
    }

    /** All that a console tells of a node that waits for a decision, line by line. */
    static List<String> lines(ReleaseId release, Node node, DecisionHint hint) {
        return Stream.concat(
                        Stream.of(
                                node.label() + ": "
                                        + node.failure().map(Failure::message).orElse("in doubt"),
                                waysOut(release, node)),
                        hint.text(release, node.id()).lines())
                .toList();
    }

    /** How a waiting release goes on. */
    static String waysOut(ReleaseId release, Node node) {
        return node.label()
                + " is in doubt, and the build waits for a decision, holding nothing but the environment's lock. Look"
                + " on the platform, then resolve node " + node.id() + " of release " + release
                + " with a reason: 'adopt' the operation that is this one, mark it as 'completed' or 'failed', or run it 'again'."
                + " To give up, abort the build";
    }

    private static String asked(OperationRequest request) {
        if (request instanceof BackupRequest backup) {
            return "backup " + backup.name() + " of addon " + backup.addon();
        } else if (request instanceof JobRunRequest run) {
            return "a run of job " + run.job()
                    + run.command()
                            .map(command -> " with the command '" + command + "'")
                            .orElse("");
        }
        if (request instanceof RestoreRequest restore) {
            return "a restore of addon " + restore.addon() + " from backup " + restore.backup();
        }
        if (request instanceof CommandRequest command) {
            return "the command '" + command.command() + "' in a container of " + command.target();
        }
        DeploymentRequest deployment = (DeploymentRequest) request;
        return "a deployment of " + deployment.pin().summary() + " to " + deployment.target();
    }

    private static String where(Node node) {
        Optional<OperationRequest> request = node.request();
        String operation = node.reference().map(OperationReference::id).orElse("");
        String resource = request.map(OperationRequest::resource)
                .or(() -> node.reference().map(OperationReference::resource))
                .orElse("");
        Optional<OperationKind> kind =
                request.map(OperationRequest::kind).or(() -> node.reference().map(OperationReference::kind));
        if (kind.isEmpty()) {
            return "what is there of " + node.label();
        }
        return switch (kind.get()) {
            case BACKUP -> "the backups of addon '" + resource + "'";
            case RESTORE -> "the restores of addon '" + resource + "'";
            case JOB_RUN ->
                operation.isEmpty()
                        ? "the runs of job '" + resource + "'"
                        : "run " + operation + " of job '" + resource + "'";
            case COMMAND -> "what it was to do in '" + resource + "', since the platform keeps no list of commands,";
            case BUILD -> "the builds of build service '" + resource + "'";
            case DEPLOYMENT -> "what runs on '" + resource + "'";
        };
    }
}
