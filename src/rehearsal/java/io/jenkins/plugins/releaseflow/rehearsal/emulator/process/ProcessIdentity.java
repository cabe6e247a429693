package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process it was, so that another one that got the same id later is never taken for it.
 *
 * @param pid the process id
 * @param startedAt when the system says it started; the epoch when the system does not say
 */
public record ProcessIdentity(long pid, Instant startedAt) {
    /** The system's boot time, from which start times are computed, can differ by a second between two readers. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The identity of a living process. */
    public static ProcessIdentity of(ProcessHandle handle) {
        return new ProcessIdentity(handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process if it still lives. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessIdentity::lives).filter(this::startedWhenRecorded);
    }

    private boolean startedWhenRecorded(ProcessHandle handle) {
        Instant found = handle.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(startedAt, found).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Whether a process really runs: one that has ended but was never reaped by its parent does not. */
    static boolean lives(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
        try {
            String line = Files.readString(stat);
            return !line.substring(line.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException notLinuxOrJustEnded) {
            return handle.isAlive();
        }
    }
}
