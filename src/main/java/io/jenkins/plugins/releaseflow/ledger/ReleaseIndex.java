package io.jenkins.plugins.releaseflow.ledger;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The summaries of an environment's releases: in memory, with a file beside the ledger that spares reading every release after a start. Changed by one thread at
 * a time, and read by any without waiting for it: what is read is what stood after some change.
 */
final class ReleaseIndex {
    private final IndexFile file;
    private volatile Summaries summaries = new Summaries(new ReleaseSummary[0]);

    ReleaseIndex(Path file) {
        this.file = new IndexFile(file);
    }

    /**
     * Reads the file, and then from the ledger whatever the file does not know for certain.
     *
     * @param numbers the releases that exist
     * @param ledger reads one of them; empty where there is nothing to be read
     */
    void load(String environment, BitSet numbers, IntFunction<Optional<ReleaseSummary>> ledger) {
        TreeMap<Integer, ReleaseSummary> known = new TreeMap<>();
        boolean anew = file.read(environment, known);
        anew |= known.keySet().removeIf(number -> !numbers.get(number));
        List<ReleaseSummary> read = numbers.stream()
                .filter(number -> !known.containsKey(number))
                .boxed()
                .flatMap(number -> ledger.apply(number).stream())
                .toList();
        read.forEach(summary -> known.put(summary.id().number(), summary));
        anew |= read.stream().anyMatch(summary -> summary.state().isEnd());
        summaries = new Summaries(known.values().toArray(ReleaseSummary[]::new));
        if (anew) {
            file.write(summaries);
        }
    }

    /** Says that the record of a release is about to change. What changes after its end must not be missed, should there be a crash in between. */
    void beforeChange(int number) {
        find(number).filter(summary -> summary.state().isEnd()).ifPresent(ended -> file.forget(number));
    }

    /** Takes in what a release is after a change. */
    void put(ReleaseSummary summary) {
        if (find(summary.id().number()).filter(summary::equals).isEmpty()) {
            summaries = summaries.with(summary);
        }
        if (summary.state().isEnd() && !file.add(summary)) {
            file.write(summaries);
        }
    }

    /** Takes in what was just read of a release that is known here, in case that it was changed past this index. */
    void confirm(int number, Optional<ReleaseSummary> read) {
        Optional<ReleaseSummary> known = find(number);
        if (known.isPresent() && read.isEmpty()) {
            remove(Set.of(number));
        } else if (known.isPresent() && !known.equals(read)) {
            put(read.get());
        }
    }

    /** Takes it in that releases are not there any more. */
    void remove(Set<Integer> numbers) {
        summaries = summaries.without(numbers);
        file.write(summaries);
    }

    Optional<ReleaseSummary> find(int number) {
        return summaries.find(number);
    }

    /** Newest first, as of now: what changes later is not seen. */
    List<ReleaseSummary> newestFirst() {
        return summaries.newestFirst();
    }

    /** Oldest first, as of now. The same list as long as nothing changes. */
    List<ReleaseSummary> oldestFirst() {
        return summaries;
    }

    /** The highest number that a release has, or had before it was deleted by hand. */
    int highestNumber() {
        Summaries now = summaries;
        return Math.max(
                file.highest(), now.isEmpty() ? 0 : now.get(now.size() - 1).id().number());
    }
}
