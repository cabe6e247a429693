package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has platforms keep the backups of releases that may be rolled back to. Asking for the same twice does no harm, so after a crash it is asked for again. */
public final class BackupKeeper {
    private static final Logger LOGGER = Logger.getLogger(BackupKeeper.class.getName());

    private final Predicate<String> usual;

    /** @param usual whether an environment's backups are kept where the step does not say it */
    public BackupKeeper(Predicate<String> usual) {
        this.usual = usual;
    }

    /** How a backup is named among those that are kept. */
    static String name(String addon, String backup) {
        return addon + "/" + backup;
    }

    /**
     * Has the backups of some releases kept, and of what ran since the oldest of them. What can't be kept is told in the log, and asked for again the next time.
     *
     * @param done backups that are kept already
     * @return those that are kept now
     */
    CompletionStage<Set<String>> keep(
            EnvironmentLedger ledger, List<ReleaseId> releases, Set<String> done, PlatformQuestions questions) {
        Set<String> kept = ConcurrentHashMap.newKeySet();
        int oldest = releases.stream().mapToInt(ReleaseId::number).min().orElse(Integer.MAX_VALUE);
        CompletableFuture<?>[] asked = ledger.list().stream()
                .filter(summary -> summary.id().number() >= oldest)
                .flatMap(summary -> ledger.read(summary.id().number()).stream())
                .flatMap(release -> release.nodeList().stream())
                .filter(node -> isToBeKept(ledger.environment(), node))
                .filter(node -> !done.contains(name(node)))
                .map(node -> kept(node, questions, kept).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(asked).thenApply(none -> kept);
    }

    private boolean isToBeKept(String environment, Node node) {
        return node.state() == NodeState.COMPLETED
                && node.reference().isPresent()
                && node.request()
                        .filter(BackupRequest.class::isInstance)
                        .map(BackupRequest.class::cast)
                        .filter(backup -> backup.retain().orElseGet(() -> usual.test(environment)))
                        .isPresent();
    }

    private static String name(Node node) {
        return name(
                node.reference().orElseThrow().resource(),
                node.reference().orElseThrow().id());
    }

    /** One that the platform has no more is not asked for: there is nothing to keep. */
    private static CompletionStage<Void> kept(Node node, PlatformQuestions questions, Set<String> kept) {
        String addon = node.reference().orElseThrow().resource();
        String backup = node.reference().orElseThrow().id();
        return questions
                .completedBackups(addon)
                .thenCompose(there -> there.contains(backup)
                        ? questions.retain(addon, backup).thenAccept(done -> kept.add(name(node)))
                        : CompletableFuture.<Void>completedFuture(null))
                .exceptionally(failure -> {
                    LOGGER.log(Level.INFO, failure, () -> "Backup " + name(node) + " is not kept on the platform");
                    return null;
                });
    }
}
