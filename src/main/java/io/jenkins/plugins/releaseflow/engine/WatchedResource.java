package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A job, service or addon, all operations on it that are waited for, and when it is looked at next. Guarded by its watcher. */
final class WatchedResource {
    /** What one look covers. */
    record Key(OperationKind kind, String resource) {
        static Key of(OperationReference reference) {
            return new Key(reference.kind(), reference.resource());
        }
    }

    /** Somebody who waits for an operation. */
    static final class Watch {
        private final OperationReference reference;
        private final OperationWatcher.Consumer consumer;
        private boolean looked;
        private boolean ended;

        Watch(OperationReference reference, OperationWatcher.Consumer consumer) {
            this.reference = reference;
            this.consumer = consumer;
        }

        OperationReference reference() {
            return reference;
        }

        OperationWatcher.Consumer consumer() {
            return consumer;
        }
    }

    private final Key key;
    private final Set<Watch> watches = new LinkedHashSet<>();
    private List<Watch> covered = List.of();
    private Instant since;
    private Instant due;
    private Optional<Instant> wordDue = Optional.empty();
    private boolean secondForWord;
    private boolean lookedForWord;

    WatchedResource(Key key, Instant now) {
        this.key = key;
        this.since = now;
        this.due = now;
    }

    Key key() {
        return key;
    }

    /** About how many requests a look takes: the deployment and its target, or one list. The true number shows in the budget. */
    int requests() {
        return key.kind() == OperationKind.DEPLOYMENT ? 2 : 1;
    }

    boolean isEmpty() {
        return watches.isEmpty();
    }

    void add(Watch watch, Instant now) {
        watches.add(watch);
        since = now;
        due = now;
    }

    void remove(Watch watch) {
        watches.remove(watch);
    }

    /** When the operation that was begun last was first looked at. */
    Instant since() {
        return since;
    }

    /** When the schedule has it looked at next. */
    Instant due() {
        return due;
    }

    void dueNotAfter(Instant latest) {
        due = latest.isBefore(due) ? latest : due;
    }

    /** When it is looked at next because of a word that was sent. */
    Optional<Instant> wordDue() {
        return wordDue;
    }

    void wake(Instant now) {
        wordDue = Optional.of(now);
        secondForWord = false;
    }

    /** Begins a look: whoever comes later is not covered by it. */
    List<Watch> begin(Instant now) {
        covered = List.copyOf(watches);
        lookedForWord = wordDue.filter(word -> !word.isAfter(now)).isPresent();
        if (lookedForWord) {
            wordDue = Optional.empty();
        }
        return covered;
    }

    /**
     * Ends a look.
     *
     * @param statuses what it showed
     * @return whether the end of an operation was shown, and if so, whether word was sent of it; empty where none ended, and for ends from before the first look
     */
    Optional<Boolean> announced(Map<OperationReference, OperationStatus> statuses) {
        boolean ended = false;
        for (Watch watch : covered) {
            OperationStatus status = statuses.get(watch.reference());
            boolean end = status != null && status.phase().isEnd();
            if (end && !watch.ended) {
                watch.ended = true;
                ended |= watch.looked;
            }
            watch.looked = true;
        }
        return ended ? Optional.of(lookedForWord) : Optional.empty();
    }

    /**
     * Sets when it is looked at next; at once where somebody came while a look was under way.
     *
     * @param again when to look a second time for a word that was sent: it may come a little before the platform shows the end
     */
    void next(Instant now, Instant scheduled, Instant again) {
        boolean begun = watches.stream().anyMatch(watch -> !covered.contains(watch));
        due = begun ? now : scheduled;
        boolean stillRuns = covered.stream().anyMatch(watch -> !watch.ended);
        if (lookedForWord && !secondForWord && stillRuns && wordDue.isEmpty()) {
            wordDue = Optional.of(again);
            secondForWord = true;
        }
    }

    static Set<OperationReference> references(List<List<Watch>> groups) {
        return groups.stream().flatMap(List::stream).map(Watch::reference).collect(Collectors.toSet());
    }

    static List<WatchedResource> mostOverdueFirst(Iterable<WatchedResource> resources) {
        List<WatchedResource> sorted = new ArrayList<>();
        resources.forEach(sorted::add);
        sorted.sort((one, other) -> one.due.compareTo(other.due));
        return sorted;
    }
}
