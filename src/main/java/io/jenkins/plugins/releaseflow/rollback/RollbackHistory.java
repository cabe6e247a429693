package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Hold;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RollbackOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the ledger says that a rollback has to know.
 *
 * @param to the release to go back to
 * @param earlier releases before it that matter, since something later took a database back behind them; oldest first
 * @param since the releases after it, oldest first, without the rollback that asks
 * @param missing numbers of releases since it, or of those earlier ones, that are not on record any more or can't be read
 * @param databases ids of the databases that releases up to now backed up, restored or said to migrate
 * @param backups when completed backups were asked for, by their ids
 * @param live what is live on targets
 * @param hold the hold that the environment is on
 * @param logs the whole log of a node; empty where there is none, or not all of it
 */
public record RollbackHistory(
        Release to,
        List<Release> earlier,
        List<Release> since,
        List<Integer> missing,
        Set<String> databases,
        Map<String, Instant> backups,
        List<LiveTarget> live,
        Optional<Hold> hold,
        BiFunction<Release, Node, List<String>> logs) {
    /** Releases before it that are asked for the databases of the environment, and for the backups that were restored since. */
    private static final int LOOKED_BACK = 20;

    private static final long MOST_LOG = 2L * 1024 * 1024;

    public RollbackHistory {
        earlier = List.copyOf(earlier);
        since = List.copyOf(since);
        missing = List.copyOf(missing);
        databases = Set.copyOf(databases);
        backups = Map.copyOf(backups);
        live = List.copyOf(live);
    }

    /**
     * Whether a restore of a database takes a migration back. Empty where nobody can tell: there is more than one database, and it is not declared which one it changed.
     */
    Optional<Boolean> isOf(MigrationSince migration, String database) {
        return isOf(migration, database, databases);
    }

    static Optional<Boolean> isOf(MigrationSince migration, String database, Set<String> databases) {
        boolean only = databases.stream().allMatch(database::equals);
        return migration.addon().map(database::equals).or(() -> only ? Optional.of(true) : Optional.empty());
    }

    /**
     * Reads it. Reads the disk.
     *
     * @param asking number of the rollback that asks; empty where it is not opened yet
     * @throws IllegalArgumentException with a message for people, where there is no such release
     */
    public static RollbackHistory read(EnvironmentLedger ledger, int number, OptionalInt asking) {
        Release to = ledger.read(number)
                .orElseThrow(() -> new IllegalArgumentException("to: there is no release " + ledger.environment() + " #"
                        + number + "; name one of its releases, or 'previous'"));
        List<Release> since = read(ledger, number, Integer.MAX_VALUE).stream()
                .filter(release -> asking.isEmpty() || release.id().number() != asking.getAsInt())
                .toList();
        List<Release> looked = read(ledger, Math.max(0, number - 1 - LOOKED_BACK), number);
        Map<String, Instant> backups = new HashMap<>();
        Map<String, Integer> owners = new HashMap<>();
        Stream.concat(looked.stream(), since.stream())
                .forEach(release -> backups(release, (id, at) -> {
                    backups.put(id, at);
                    owners.put(id, release.id().number());
                }));
        int behind = Stream.concat(
                        since.stream()
                                .flatMap(release -> release.rollback().stream())
                                .map(RollbackOrder::to),
                        since.stream()
                                .flatMap(RollbackHistory::restored)
                                .flatMap(id -> Stream.ofNullable(owners.get(id)))
                                .map(owner -> owner - 1))
                .min(Comparator.naturalOrder())
                .filter(earliest -> earliest < number)
                .orElse(number);
        List<Release> earlier = behind < number ? read(ledger, behind, number) : List.of(to);
        earlier.forEach(release -> backups(release, backups::put));
        Set<String> databases = Stream.of(looked, earlier, since)
                .flatMap(List::stream)
                .flatMap(RollbackHistory::databases)
                .collect(Collectors.toSet());
        return new RollbackHistory(
                to,
                earlier,
                since,
                missing(ledger, behind, asking, earlier, since),
                databases,
                backups,
                ledger.live(),
                ledger.hold(),
                (release, node) -> lines(ledger, release, node));
    }

    /** A number may also have been passed over by a crash before its release was on record: nothing was done under that. */
    private static List<Integer> missing(
            EnvironmentLedger ledger, int above, OptionalInt asking, List<Release> earlier, List<Release> since) {
        Set<Integer> listed =
                ledger.list().stream().map(summary -> summary.id().number()).collect(Collectors.toSet());
        int newest = listed.stream().max(Comparator.naturalOrder()).orElse(above);
        Set<Integer> there = Stream.concat(earlier.stream(), since.stream())
                .map(release -> release.id().number())
                .collect(Collectors.toSet());
        return IntStream.rangeClosed(above + 1, newest)
                .filter(number -> asking.isEmpty() || number != asking.getAsInt())
                .filter(number -> !there.contains(number))
                .filter(number -> listed.contains(number) || ledger.isRemoved(number))
                .boxed()
                .toList();
    }

    private static void backups(Release release, BiConsumer<String, Instant> heard) {
        release.nodeList().stream()
                .filter(node -> node.state() == NodeState.COMPLETED)
                .filter(node ->
                        node.request().filter(BackupRequest.class::isInstance).isPresent())
                .forEach(node -> node.reference()
                        .ifPresent(
                                made -> heard.accept(made.id(), node.runningAt().orElseThrow())));
    }

    private static Stream<String> restored(Release release) {
        return release.nodeList().stream()
                .flatMap(node -> node.request().stream())
                .filter(RestoreRequest.class::isInstance)
                .map(request -> ((RestoreRequest) request).backup());
    }

    private static Stream<String> databases(Release release) {
        return release.nodeList().stream()
                .flatMap(node -> node.request().stream())
                .flatMap(request -> {
                    if (request instanceof BackupRequest backup) {
                        return Stream.of(backup.addon());
                    } else if (request instanceof RestoreRequest restore) {
                        return Stream.of(restore.addon());
                    }
                    return request instanceof JobRunRequest run ? run.migration().addon().stream() : Stream.empty();
                });
    }

    /** The releases with a number above the one and up to the other, oldest first. */
    private static List<Release> read(EnvironmentLedger ledger, int above, int upTo) {
        List<Release> releases = new ArrayList<>();
        ledger.list().stream()
                .map(ReleaseSummary::id)
                .filter(id -> id.number() > above && id.number() <= upTo)
                .forEach(id -> ledger.read(id.number()).ifPresent(releases::add));
        releases.sort(Comparator.comparing(release -> release.id().number()));
        return releases;
    }

    /** A log that is long is not kept whole, and proves nothing. */
    private static List<String> lines(EnvironmentLedger ledger, Release release, Node node) {
        Path log = ledger.nodeLog(release.id().number(), node.id());
        try {
            return Files.isRegularFile(log) && Files.size(log) < MOST_LOG ? Files.readAllLines(log) : List.of();
        } catch (MalformedInputException binary) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
