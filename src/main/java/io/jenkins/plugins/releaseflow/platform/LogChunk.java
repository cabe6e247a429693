package io.jenkins.plugins.releaseflow.platform;

import java.util.List;
import java.util.Objects;

/**
 * The lines of a log after a position, in order.
 *
 * @param lines whole lines without line ends; bounded by the platform's client
 * @param next where to read on; equal to the position asked for where nothing was new
 * @param more whether further lines are known to be there already
 */
public record LogChunk(List<String> lines, LogPosition next, boolean more) {
    public LogChunk {
        lines = List.copyOf(lines);
        Objects.requireNonNull(next, "next");
    }
}
