package io.jenkins.plugins.releaseflow.platform;

import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A connected system that runs things. Every method returns at once and does its I/O elsewhere; stages fail with a {@link PlatformException}.
 * Safe for use by many threads. Nothing is sent a second time by itself: who asks decides about that.
 */
public interface Platform {
    /** A short text for people, for example {@code Northflank project shop at http://127.0.0.1:8080}. */
    String description();

    /** Whether it runs on this machine: then looks cost nothing, and it is looked at more often and with less patience. */
    default boolean isLocal() {
        return false;
    }

    /**
     * Finds the build that a step asks for. Fails with {@link PlatformException.Kind#REJECTED} where the choice fits several commits, and with
     * {@link PlatformException.Kind#NOT_FOUND} where there is no such build service.
     */
    CompletionStage<FoundBuild> resolve(BuildSelector selector);

    /**
     * The builds of a build service that succeeded, of those that the platform lists first. Fails with {@link PlatformException.Kind#NOT_FOUND} where there is no
     * such build service, and with {@link PlatformException.Kind#REJECTED} where the platform builds nothing.
     */
    default CompletionStage<List<SucceededBuild>> succeededBuilds(String buildService) {
        return CompletableFuture.failedFuture(new PlatformException(
                PlatformException.Kind.REJECTED, "build: " + description() + " has no build services"));
    }

    /**
     * Notes what exists before an operation is asked for, and checks that its resource exists. Changes nothing.
     */
    CompletionStage<Baseline> baseline(OperationRequest request);

    /**
     * Starts an operation. Sent once; where the answer was lost, the stage fails with {@link PlatformException#mayHaveBeenProcessed()}.
     *
     * @param baseline what {@link #baseline} told just before
     */
    CompletionStage<OperationReference> start(OperationRequest request, Baseline baseline);

    /**
     * Looks for an operation whose start was intended, and whose reference is not known.
     *
     * @param baseline what {@link #baseline} told just before the start
     */
    CompletionStage<FoundOperation> find(OperationRequest request, Baseline baseline);

    /**
     * The reference of an operation of which a person says that it is the one asked for. Asks nothing: whether it exists is to be observed.
     *
     * @param operation the platform's id of it
     */
    OperationReference reference(OperationRequest request, Baseline baseline, String operation);

    /**
     * Looks at operations, with as few requests as the platform allows: one per resource, not one per operation. The answer holds every reference that was
     * asked for.
     */
    CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references);

    /** Asks the platform to stop an operation. Done when the platform took note; whether and when it stops is to be observed. Fails with REJECTED where it can't be stopped. */
    CompletionStage<Void> stop(OperationReference reference);

    /** Reads an operation's log from a position on. Operations without a log give an empty chunk. */
    CompletionStage<LogChunk> log(OperationReference reference, LogPosition from);

    /**
     * The ids of the backups of an addon that completed and are still there. Fails with NOT_FOUND where there is no such addon, and with REJECTED where the
     * platform has more than it can list.
     */
    default CompletionStage<Set<String>> completedBackups(String addon) {
        return CompletableFuture.failedFuture(
                new PlatformException(PlatformException.Kind.REJECTED, "addon: " + description() + " has no backups"));
    }

    /** Keeps a completed backup until somebody deletes it, whatever the platform does to old ones. Asking twice changes nothing. Fails with NOT_FOUND where it is gone. */
    default CompletionStage<Void> retainBackup(String addon, String backup) {
        return CompletableFuture.failedFuture(new PlatformException(
                PlatformException.Kind.REJECTED, "retain: " + description() + " can't keep backups"));
    }

    /**
     * Starts restoring a backup of one addon into another, for a drill. Sent once. Fails with REJECTED where the platform can't do that.
     *
     * @param restore the addon that is overwritten, and the backup
     * @param source id of the addon that the backup is of
     */
    default CompletionStage<OperationReference> restoreInto(RestoreRequest restore, String source) {
        return CompletableFuture.failedFuture(new PlatformException(
                PlatformException.Kind.REJECTED,
                "drill: " + description() + " can't restore a backup into another database"));
    }

    /** Stops the instances of a service, and keeps the service. One that is paused stays so. Fails with REJECTED where the platform can't do that. */
    default CompletionStage<Void> pause(Target service) {
        return CompletableFuture.failedFuture(new PlatformException(
                PlatformException.Kind.REJECTED, "drill: " + description() + " can't pause " + service));
    }

    /** Has a paused service run again. One that runs goes on. Fails with REJECTED where the platform can't do that. */
    default CompletionStage<Void> resume(Target service) {
        return CompletableFuture.failedFuture(new PlatformException(
                PlatformException.Kind.REJECTED, "drill: " + description() + " can't resume " + service));
    }

    /** Whether operations like this have a log: reading one costs a request. */
    default boolean hasLog(OperationReference reference) {
        return true;
    }

    /**
     * Reads the end of a log, for logs that are too long to be read as a whole.
     *
     * @param from only lines after it
     * @param most how many lines at most, counted from the end
     * @return the last lines, oldest first; empty where the platform can't read logs from their end
     */
    default CompletionStage<LogChunk> lastLines(OperationReference reference, LogPosition from, int most) {
        return CompletableFuture.completedFuture(new LogChunk(List.of(), from, false));
    }

    /**
     * Reads what the target of a deployment printed since, to tell why it did not get ready: it may never have come to its own health check.
     *
     * @param most how many lines at most, counted from the end
     * @return the last lines, oldest first; empty where there are none, and for operations that have a log of their own
     */
    default CompletionStage<List<String>> lastWords(OperationReference reference, int most) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** A text without the credentials of this connection, should they be in it. */
    default String withoutSecrets(String text) {
        return text;
    }

    /** What is deployed on a target now; empty where nothing is. */
    CompletionStage<Optional<Pin>> deployed(Target target);

    /** What there is on the platform. Fails as {@link #check} does. */
    default CompletionStage<PlatformContents> contents() {
        return CompletableFuture.completedFuture(new PlatformContents(description(), Map.of()));
    }

    /** The newest builds of a build service, newest first, up to a hundred. Fails with NOT_FOUND where there is no such build service. */
    default CompletionStage<List<ListedBuild>> builds(String buildService) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** The branches that a build service can build, up to a hundred. Fails with NOT_FOUND where there is no such build service. */
    default CompletionStage<List<String>> branches(String buildService) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Checks that the platform is there, takes our credentials and has the project. */
    CompletionStage<Void> check();

    /** How many requests are left, where the platform tells. */
    Optional<RequestBudget> budget();

    /** Whose requests the platform counts: all connections with the same owner use up one {@link #budget}. */
    default Object budgetOwner() {
        return this;
    }

    /** Where a person sees an operation; empty where the platform has no such page. */
    Optional<String> link(OperationReference reference);
}
