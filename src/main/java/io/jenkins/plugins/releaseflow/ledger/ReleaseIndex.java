package io.jenkins.plugins.releaseflow.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The summaries of an environment's releases: in memory, with a file beside the ledger that spares reading every release after a start. The file is derived:
 * it may be lost, stale or damaged at any time. Not safe for use by several threads at once.
 */
final class ReleaseIndex {
    private static final Logger LOGGER = Logger.getLogger(ReleaseIndex.class.getName());

    private final Path file;
    private final TreeMap<Integer, ReleaseSummary> summaries = new TreeMap<>();

    ReleaseIndex(Path file) {
        this.file = file;
    }

    /**
     * Reads the file, and then from the ledger whatever the file does not know for certain: releases that it lacks, and those that it shows as open.
     *
     * @param numbers the releases that exist
     * @param ledger reads one of them
     */
    void load(String environment, Set<Integer> numbers, IntFunction<Optional<ReleaseSummary>> ledger) {
        try {
            if (Files.exists(file)) {
                for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                    SummaryJson.read(environment, line)
                            .ifPresent(summary -> summaries.put(summary.id().number(), summary));
                }
            }
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Can't read " + file + "; it is made anew from the ledger");
        }
        summaries.keySet().retainAll(numbers);
        for (int number : numbers) {
            ReleaseSummary known = summaries.get(number);
            if (known == null || !known.state().isEnd()) {
                ledger.apply(number).ifPresent(this::put);
            }
        }
    }

    /** Takes a change in. A file that can't be written is only told of in the log: the ledger is the truth. */
    void put(ReleaseSummary summary) {
        if (summary.equals(summaries.put(summary.id().number(), summary))) {
            return;
        }
        try {
            Files.writeString(
                    file, SummaryJson.write(summary) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Can't write " + file);
        }
    }

    /** Newest first. */
    List<ReleaseSummary> newestFirst() {
        return List.copyOf(summaries.descendingMap().values());
    }

    int highestNumber() {
        return summaries.isEmpty() ? 0 : summaries.lastKey();
    }
}
