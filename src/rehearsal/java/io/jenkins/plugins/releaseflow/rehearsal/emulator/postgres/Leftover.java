package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server that runs on a data directory though nobody of this process started it: what an emulator that was killed left behind. */
record Leftover(ProcessHandle process) {
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** The one that runs there. Another process that got its number later is told from it by its command line. */
    static Optional<Leftover> of(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(found -> List.of(found.info().arguments().orElse(new String[0]))
                            .contains(data.toString()))
                    .map(Leftover::new);
        } catch (IOException | RuntimeException none) {
            return Optional.empty();
        }
    }

    /** Ends it with all that it started. */
    void end() {
        ProcessTree.end(process, GRACE);
    }
}
