package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Hold;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RollbackOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the ledger says that a rollback has to know.
 *
 * @param to the release to go back to
 * @param earlier releases before it that matter, since something later took the database back behind them; oldest first
 * @param since the releases after it, oldest first, without the rollback that asks
 * @param databases ids of the databases that releases up to now backed up, restored or said to migrate
 * @param live what is live on targets
 * @param hold the hold that the environment is on
 * @param logs the whole log of a node; empty where there is none, or not all of it
 */
public record RollbackHistory(
        Release to,
        List<Release> earlier,
        List<Release> since,
        Set<String> databases,
        List<LiveTarget> live,
        Optional<Hold> hold,
        BiFunction<Release, Node, List<String>> logs) {
    /** Releases before those that matter that are asked for the databases of the environment. */
    private static final int LOOKED_BACK = 20;

    private static final long MOST_LOG = 2L * 1024 * 1024;

    public RollbackHistory {
        earlier = List.copyOf(earlier);
        since = List.copyOf(since);
        databases = Set.copyOf(databases);
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
        int behind = since.stream()
                .flatMap(release -> release.rollback().stream())
                .mapToInt(RollbackOrder::to)
                .min()
                .orElse(number);
        List<Release> earlier = behind < number ? read(ledger, behind, number) : List.of(to);
        Stream<Release> before =
                read(ledger, Math.max(0, Math.min(behind, number) - 1 - LOOKED_BACK), Math.min(behind, number))
                        .stream();
        Set<String> databases = Stream.of(before, earlier.stream(), since.stream())
                .flatMap(releases -> releases)
                .flatMap(release -> databases(release))
                .collect(Collectors.toSet());
        return new RollbackHistory(
                to,
                earlier,
                since,
                databases,
                ledger.live(),
                ledger.hold(),
                (release, node) -> lines(ledger, release, node));
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
