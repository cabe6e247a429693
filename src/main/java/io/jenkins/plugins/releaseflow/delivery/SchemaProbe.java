package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentEvent;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks a database for the version of its schema, by running a job. Sent once: where no answer comes, it is asked again another time. Holds no thread while it waits. */
final class SchemaProbe {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_CHUNKS = 100;
    private static final int MOST_VERSION = 200;

    private final Platform platform;
    private final SchemaCheck check;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Instant until;

    SchemaProbe(Platform platform, SchemaCheck check, ScheduledExecutorService executor, Clock clock) {
        this.platform = platform;
        this.check = check;
        this.executor = executor;
        this.clock = clock;
        this.until = clock.instant().plus(PATIENCE);
    }

    /** Fails with PlatformException or IllegalStateException, with a message for people, where the version could not be had. */
    CompletionStage<EnvironmentEvent.SchemaReported> ask() {
        JobRunRequest request = new JobRunRequest(
                check.job(), check.command(), Map.of(), new Migration(MigrationVerdict.NONE, Optional.empty()));
        return platform.baseline(request)
                .thenCompose(baseline -> platform.start(request, baseline))
                .thenCompose(run -> ended(run).thenCompose(status -> lastLine(run, LogPosition.start(), "", MOST_CHUNKS)
                        .thenApply(line -> reported(run, line))));
    }

    private CompletionStage<OperationStatus> ended(OperationReference run) {
        return platform.observe(Set.of(run)).thenCompose(statuses -> {
            OperationStatus status = statuses.get(run);
            if (status.phase() == OperationPhase.SUCCEEDED) {
                return CompletableFuture.completedFuture(status);
            } else if (status.phase().isEnd()) {
                throw new IllegalStateException("The job " + check.job() + " (run " + run.id()
                        + "), which tells the version of the schema, ended as " + status.platformState());
            } else if (clock.instant().isAfter(until)) {
                throw new IllegalStateException("The job " + check.job() + " (run " + run.id()
                        + "), which tells the version of the schema, has not ended after " + PATIENCE.toMinutes()
                        + " minutes; look at it on the platform");
            }
            return pause().thenCompose(again -> ended(run));
        });
    }

    private CompletionStage<Void> pause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        executor.schedule(() -> over.complete(null), platform.isLocal() ? 200 : 5000, TimeUnit.MILLISECONDS);
        return over;
    }

    private CompletionStage<String> lastLine(OperationReference run, LogPosition from, String known, int left) {
        return platform.log(run, from).thenCompose(chunk -> {
            String last = chunk.lines().stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce(known, (earlier, later) -> later);
            return isDone(chunk, from) || left == 0
                    ? CompletableFuture.completedFuture(last)
                    : lastLine(run, chunk.next(), last, left - 1);
        });
    }

    private static boolean isDone(LogChunk chunk, LogPosition from) {
        return chunk.lines().isEmpty() || chunk.next().equals(from);
    }

    private EnvironmentEvent.SchemaReported reported(OperationReference run, String line) {
        if (line.isEmpty()) {
            throw new IllegalStateException("The job " + check.job() + " (run " + run.id()
                    + ") printed nothing; its last line has to be the version of the schema");
        }
        String version = line.substring(0, Math.min(line.length(), MOST_VERSION));
        return new EnvironmentEvent.SchemaReported(clock.instant(), check.job(), run.id(), version);
    }
}
