package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the last lines of a log tell of an end that the platform does not: that memory ran out. Pure functions. */
final class ExitReason {
    private static final Pattern MEMORY = Pattern.compile(
            "OutOfMemoryError|OOMKilled|out of memory|Cannot allocate memory|memory limit exceeded|MemoryError",
            Pattern.CASE_INSENSITIVE);

    private ExitReason() {}

    /**
     * The line that says so, where the end may have come of it.
     *
     * @param known the reason that the platform told; empty where it told none
     * @param tail the last lines of the log
     */
    static Optional<String> memory(Optional<String> known, List<String> tail) {
        boolean open = known.filter(OperationStatus.TIME_LIMIT::equals).isEmpty();
        return open
                ? tail.stream().filter(line -> MEMORY.matcher(line).find()).reduce((first, second) -> second)
                : Optional.empty();
    }
}
