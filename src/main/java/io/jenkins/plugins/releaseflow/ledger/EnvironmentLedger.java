package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseFold;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The append-only history of one environment. Safe for use by many threads; one controller at a time may write.
 *
 * <p>On disk: {@code environment.jsonl} holds what happened to the environment itself, {@code releases/<number>/events.jsonl} holds the events, {@code releases/<number>/logs/} the logs of nodes, {@code index.jsonl} what lists show.
 */
public final class EnvironmentLedger {
    private static final Logger LOGGER = Logger.getLogger(EnvironmentLedger.class.getName());
    private static final String EVENTS = "events.jsonl";
    private static final String NOTHING = "Nothing was started. Make room or mend the permissions, and run again";
    private static final String STAYS_OPEN =
            " The release stays open and keeps its lock, and goes on from its record when that can be written: make room"
                    + " or mend the permissions, and run nothing again before it ended";

    /** What is live, and what it was made of. */
    private record Live(
            List<ReleaseSummary> releases, List<EnvironmentEvent.Adopted> adopted, List<LiveTarget> targets) {}

    private final String environment;
    private final Path releases;
    private final ReleaseIndex index;
    private final EnvironmentRecord record;
    private volatile Live live = new Live(List.of(), List.of(), List.of());

    EnvironmentLedger(String environment, Path directory) {
        this.environment = EnvironmentName.check(environment);
        this.releases = directory.resolve("releases");
        this.index = new ReleaseIndex(directory.resolve("index.jsonl"));
        this.record = new EnvironmentRecord(environment, directory.resolve("environment.jsonl"));
        try {
            Files.createDirectories(releases);
            record.load();
            index.load(environment, withoutRemoved(numbersOnDisk()), number -> read(number)
                    .map(ReleaseSummary::of));
        } catch (IOException failure) {
            throw unwritable(releases, failure, NOTHING);
        }
    }

    public String environment() {
        return environment;
    }

    /**
     * Opens the next release.
     *
     * @param opening makes the first event, given the id
     * @return the release
     * @throws LedgerException where it can't be written; then there is no release
     */
    public synchronized Release open(Function<ReleaseId, ReleaseEvent.Opened> opening) {
        try {
            int number = newDirectory(Math.max(index.highestNumber(), record.highestRemoved()) + 1);
            ReleaseEvent.Opened event = opening.apply(new ReleaseId(environment, number));
            eventFile(number).append(event);
            syncDirectory(eventsOf(number).getParent());
            syncDirectory(releases);
            Release release = ReleaseFold.first(event).orElseThrow();
            index.put(ReleaseSummary.of(release));
            return release;
        } catch (IOException failure) {
            throw unwritable(releases, failure, NOTHING);
        }
    }

    /**
     * Appends an event. It is on the disk when this returns.
     *
     * @return the release after it
     * @throws LedgerException where it can't be written; then it did not happen
     */
    public synchronized Release append(Release release, ReleaseEvent event) {
        Path file = eventsOf(release.id().number());
        index.beforeChange(release.id().number());
        try {
            eventFile(release.id().number()).append(event);
        } catch (IOException failure) {
            throw unwritable(file, failure, meaning(event));
        }
        Release next = ReleaseFold.next(release, event);
        index.put(ReleaseSummary.of(next));
        return next;
    }

    /**
     * Appends what a look at the release, as it stands now, makes of it. Nothing else changes the release in between, so of two who decide
     * at once the second sees the first one's decision. It is on the disk when this returns.
     *
     * @param decision makes the event, or throws where the release does not allow it; then nothing changed, and it is thrown on
     * @return the release after it
     * @throws IllegalArgumentException with a message for people, where there is no such release
     * @throws LedgerException where it can't be written; then it did not happen
     */
    public synchronized Release change(int number, Function<Release, ReleaseEvent> decision) {
        Release release = read(number)
                .orElseThrow(() -> new IllegalArgumentException(
                        "release: there is no release " + new ReleaseId(environment, number)));
        return append(release, decision.apply(release));
    }

    /** The hold that the environment is on; empty where it is on none. */
    public synchronized Optional<Hold> hold() {
        return record.hold();
    }

    /**
     * Puts the environment on hold. It is on the disk when this returns.
     *
     * @param at when it was decided
     * @throws IllegalArgumentException with a message for people, where it is on hold already
     * @throws LedgerException where it can't be written; then it is not on hold
     */
    public synchronized Hold hold(Decision by, Instant at) {
        return record.hold(by, at);
    }

    /**
     * Lifts the hold. It is on the disk when this returns.
     *
     * @param at when it was decided
     * @return the hold that was lifted
     * @throws IllegalArgumentException with a message for people, where the environment is not on hold
     * @throws LedgerException where it can't be written; then it stays on hold
     */
    public synchronized Hold lift(Decision by, Instant at) {
        return record.lift(by, at);
    }

    /** The release of that number; empty where there is none. */
    public synchronized Optional<Release> read(int number) {
        Optional<Release> release = record.isRemoved(number)
                ? Optional.empty()
                : ReleaseFold.of(new ReleaseId(environment, number), events(number));
        index.confirm(number, release.map(ReleaseSummary::of));
        return release;
    }

    /** The events of a release, oldest first; empty where there is no such release. */
    public synchronized List<ReleaseEvent> events(int number) {
        Path file = eventsOf(number);
        try {
            return eventFile(number).read();
        } catch (IOException failure) {
            throw new LedgerException("Can't read " + file + ": " + reason(failure), failure);
        }
    }

    /** All releases, newest first, as of now. Memory only, and without a copy. */
    public List<ReleaseSummary> list() {
        return index.newestFirst();
    }

    /** What is known of a release without reading it; empty where there is no such release. Memory only. */
    public Optional<ReleaseSummary> summary(int number) {
        return index.find(number);
    }

    /** What is live on the targets of the environment, services first. Memory only. */
    public List<LiveTarget> live() {
        List<ReleaseSummary> now = index.oldestFirst();
        List<EnvironmentEvent.Adopted> adopted = record.adopted();
        Live known = live;
        if (known.releases() != now || known.adopted() != adopted) {
            known = new Live(now, adopted, LiveTargets.of(now, adopted));
            live = known;
        }
        return known.targets();
    }

    /**
     * Takes what was found on a target, and no release put there, for what is meant to be there. It is on the disk when this returns.
     *
     * @param at when it was decided
     * @throws LedgerException where it can't be written; then nothing has changed
     */
    public synchronized void adopt(Target target, Pin found, Decision by, Instant at) {
        record.adopt(new EnvironmentEvent.Adopted(at, target, found, by));
    }

    /** Whether a release of that number was removed since it was old. A number that nothing was ever opened under was not. */
    public synchronized boolean isRemoved(int number) {
        return record.isRemoved(number);
    }

    /** The reports of which schema the environment's database has since somebody adopted one, older first: of a row of equal versions the first and the last. Memory only. */
    public List<EnvironmentEvent.SchemaReported> schemas() {
        return record.schemas();
    }

    /**
     * Keeps a report of which schema the environment's database has. On the disk when this returns.
     *
     * @throws LedgerException where it can't be written
     */
    public synchronized void report(EnvironmentEvent.SchemaReported report) {
        record.report(report);
    }

    /**
     * Takes the version of the schema that was reported last for the one that is meant to be there. On the disk when this returns.
     *
     * @throws LedgerException where it can't be written; then nothing has changed
     */
    public synchronized void adoptSchema(String version, Decision by, Instant at) {
        record.adoptSchema(new EnvironmentEvent.SchemaAdopted(at, version, by));
    }

    /** The drill that began last; empty where there was none. Memory only. */
    public Optional<Drill> drill() {
        return record.drill();
    }

    /** The drill that ended last; empty where there was none. Memory only. */
    public Optional<Drill> lastDrill() {
        return record.lastEndedDrill();
    }

    /**
     * Keeps that a drill begins. On the disk when this returns.
     *
     * @throws IllegalArgumentException with a message for people, where one is under way
     * @throws LedgerException where it can't be written
     */
    public synchronized void begin(EnvironmentEvent.DrillBegan drill) {
        record.drill().filter(known -> known.ended().isEmpty()).ifPresent(known -> {
            throw new IllegalArgumentException("environment: a drill of " + environment + " is under way since "
                    + known.began().at() + "; wait for its end");
        });
        record.drilled(drill);
    }

    /**
     * Keeps how the drill that began last ended. On the disk when this returns.
     *
     * @throws LedgerException where it can't be written
     */
    public synchronized void end(EnvironmentEvent.DrillEnded drill) {
        if (record.drill().filter(known -> known.ended().isEmpty()).isPresent()) {
            record.drilled(drill);
        }
    }

    /**
     * Removes releases that are not to be kept any longer, with their logs. First it is on record which ones; so a crash on the way loses none of the others, and
     * the next start removes the rest. Their numbers are not used again.
     *
     * @return how many were removed
     * @throws LedgerException where that can't be recorded; then nothing is removed
     */
    public int retain(Retention retention, Instant now) {
        Set<Integer> old;
        synchronized (this) {
            old = retention.removable(list(), live(), now);
            if (old.isEmpty()) {
                return 0;
            }
            record.remove(new EnvironmentEvent.Removed(now, NumberRanges.write(old)));
            index.remove(old);
        }
        old.forEach(number -> ReleaseFolders.delete(releases, number));
        return old.size();
    }

    /** Where a node's log is kept. The folder exists when this returns, where it can be made: a log is a help, and no node may break for want of it. */
    public Path nodeLog(int number, String node) {
        Path logs = releases.resolve(Integer.toString(number)).resolve("logs");
        try {
            Files.createDirectories(logs);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Can't make " + logs + "; logs of the release are not kept");
        }
        return logs.resolve(node + ".log");
    }

    /** Where something is kept that can be found out anew when it is lost. */
    public Path derived(String name) {
        return releases.resolveSibling(name);
    }

    /** Where the record of a release lies. */
    public Path recordOf(int number) {
        return eventsOf(number);
    }

    private Path eventsOf(int number) {
        return releases.resolve(Integer.toString(number)).resolve(EVENTS);
    }

    private EventFile<ReleaseEvent> eventFile(int number) {
        return new EventFile<>(eventsOf(number), new ReleaseForm());
    }

    private int newDirectory(int first) throws IOException {
        for (int number = first; ; number++) {
            try {
                Files.createDirectory(releases.resolve(Integer.toString(number)));
                return number;
            } catch (FileAlreadyExistsException taken) {
                // A crash may have left a folder without a first event: its number is not used again.
            }
        }
    }

    private BitSet numbersOnDisk() throws IOException {
        BitSet numbers = new BitSet();
        for (String name : ReleaseFolders.names(releases)) {
            ReleaseFolders.number(name).ifPresent(numbers::set);
        }
        return numbers;
    }

    /** Removes what was on record as removed when a crash came. */
    private BitSet withoutRemoved(BitSet numbers) {
        numbers.stream().filter(record::isRemoved).forEach(number -> ReleaseFolders.delete(releases, number));
        BitSet rest = new BitSet();
        numbers.stream().filter(number -> !record.isRemoved(number)).forEach(rest::set);
        return rest;
    }

    /** Makes a new entry of a folder durable. Not every file system can; then the entry is as durable as that file system makes it. */
    static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Windows has no such call.
        }
    }

    /** What it means that an event could not be recorded. An event stands before what it tells of is asked of the platform, or after that happened there. */
    private static String meaning(ReleaseEvent event) {
        if (event instanceof ReleaseEvent.Opened || event instanceof ReleaseEvent.LockTaken) {
            return NOTHING;
        } else if (event instanceof ReleaseEvent.PinResolved
                || event instanceof ReleaseEvent.NodePlanned
                || event instanceof ReleaseEvent.NodeIntended) {
            return "The platform was not asked to do it. Make room or mend the permissions, and run again";
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            return started.reference().id() + " of " + started.reference().resource()
                    + " was started, or found, on the platform and may be at work there." + STAYS_OPEN;
        }
        return "Work of the release may be under way or done on the platform." + STAYS_OPEN;
    }

    private static LedgerException unwritable(Path path, IOException failure, String meaning) {
        return new LedgerException(
                "Can't write the release record " + path + ": " + reason(failure) + ". " + meaning, failure);
    }

    /** The cause in words for people; the path is named already. */
    static String reason(IOException failure) {
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        } else if (failure instanceof FileAlreadyExistsException) {
            return "a file is in the way of the folder";
        } else if (failure instanceof AccessDeniedException) {
            return "access is denied";
        } else if (failure instanceof NoSuchFileException) {
            return "it is not there";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
