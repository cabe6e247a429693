package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tries backups: restores them into scratch addons, asks those a question, and removes them. Each look takes the next step. What has been done is read off the platform,
 * so that a trial goes on after a restart; a trial that is made twice does no harm.
 *
 * <p>Northflank forks addons from snapshots only ("Fork an addon" in its documentation), so a dump is restored into an empty addon, with the origin named as for global backups.
 */
final class BackupTrials {
    /** Name of the detail of a reference that holds the question. */
    static final String QUERY = "checkQuery";
    /** Name of the fact that holds the answer. */
    static final String ANSWER = "checkAnswer";

    static final String TYPE = "postgresql";

    private static final String TABLES = "select count(*) from information_schema.tables"
            + " where table_schema not in ('pg_catalog', 'information_schema')";
    private static final List<String> NO = List.of("", "0", "f", "false");
    private static final List<String> BROKEN = List.of("failed", "error", "errorAllocating", "deleting", "deleted");
    private static final int MOST_REMOVALS = 10;
    private static final int MOST_ANSWER = 200;
    private static final int MOST_REMEMBERED = 100;

    /** How a trial went. */
    private record Verdict(OperationPhase phase, String message, String answer) {}

    /** What one backup's trial came to so far. Changed by looks, which come one after the other. */
    private static final class Trial {
        private Optional<CompletableFuture<Verdict>> question = Optional.empty();
        private Optional<Verdict> verdict = Optional.empty();
        private int removals;
    }

    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final ScratchAddons scratch;
    private final String project;
    private final Map<OperationReference, Trial> trials = new ConcurrentHashMap<>();
    /** Ends that were told, for whoever looks again: a trial is not made anew for that. */
    private final Map<OperationReference, OperationStatus> ended = Collections.synchronizedMap(new LinkedHashMap<>());

    BackupTrials(NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists, String project) {
        this.transport = transport;
        this.paths = paths;
        this.lists = lists;
        this.project = project;
        this.scratch = new ScratchAddons(transport, paths);
    }

    /** Takes the next step of a completed backup's trial; answers the status of backup and trial together. */
    CompletionStage<OperationStatus> look(OperationReference backup, OperationStatus completed) {
        OperationStatus known = ended.get(backup);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        Trial trial = trials.computeIfAbsent(backup, key -> new Trial());
        CompletionStage<String> step = trial.verdict.isPresent()
                ? CompletableFuture.completedFuture("")
                : step(backup, trial).exceptionallyCompose(failure -> judge(trial, failure));
        return step.thenCompose(doing -> trial.verdict.isPresent()
                ? end(backup, trial, completed)
                : CompletableFuture.completedFuture(status(completed, OperationPhase.RUNNING, doing, Map.of())));
    }

    /** Stops a trial and removes what it left. */
    CompletionStage<Void> stop(OperationReference backup) {
        Trial trial = trials.computeIfAbsent(backup, key -> new Trial());
        trial.verdict =
                Optional.of(new Verdict(OperationPhase.STOPPED, "the backup was made; its check was stopped", ""));
        return scratch.remove(backup);
    }

    /** What will be the same a minute later is a verdict. */
    private static CompletionStage<String> judge(Trial trial, Throwable failure) {
        Throwable cause = NorthflankLists.cause(failure);
        if (cause instanceof PlatformException trouble && !trouble.isPassing()) {
            trial.verdict = Optional.of(failed(trouble.getMessage()));
            return CompletableFuture.completedFuture("");
        }
        return CompletableFuture.failedFuture(cause);
    }

    private static Verdict failed(String why) {
        return new Verdict(OperationPhase.FAILED, "the backup was made, and its check failed: " + why, "");
    }

    private CompletionStage<String> step(OperationReference backup, Trial trial) {
        if (trial.question.isPresent()) {
            return asked(trial);
        }
        return scratch.find(backup)
                .thenCompose(found -> found.isEmpty()
                        ? scratch.create(backup, isSnapshot(backup)).thenApply(done -> "makes a scratch database")
                        : proceed(backup, trial, found.get()));
    }

    private CompletionStage<String> proceed(OperationReference backup, Trial trial, JsonNode addon) {
        String state = addon.path("status").asText();
        if (BROKEN.contains(state)) {
            trial.verdict = Optional.of(failed("its scratch database is '" + state + "'"));
            return CompletableFuture.completedFuture("");
        } else if (!state.equals("running")) {
            return CompletableFuture.completedFuture("waits for the scratch database, which is '" + state + "'");
        } else if (isSnapshot(backup)) {
            return ask(backup, trial);
        }
        return lists.all(paths.project("addons", ScratchAddons.id(backup), "restores"), "restores")
                .thenCompose(restores -> restored(backup, trial, restores.entries()));
    }

    private CompletionStage<String> restored(OperationReference backup, Trial trial, List<JsonNode> restores) {
        if (restores.isEmpty()) {
            String path = paths.project("addons", ScratchAddons.id(backup), "backups", backup.id(), "restore")
                    + "?sourceProjectId=" + NorthflankPaths.segment(project) + "&sourceAddonId="
                    + NorthflankPaths.segment(backup.resource());
            return transport.create(path, "restoreId").thenApply(id -> "restores the backup into the scratch database");
        }
        OperationStatus restore = NorthflankStatuses.restore(restores.get(0));
        if (restore.phase() == OperationPhase.SUCCEEDED) {
            return ask(backup, trial);
        } else if (restore.phase() == OperationPhase.FAILED || restore.phase() == OperationPhase.STOPPED) {
            trial.verdict =
                    Optional.of(failed("it can't be restored: the restore is '" + restore.platformState() + "'"));
        }
        return CompletableFuture.completedFuture("restores the backup into the scratch database");
    }

    private CompletionStage<String> ask(OperationReference backup, Trial trial) {
        String path = paths.project("addons", ScratchAddons.id(backup));
        return transport.get(path + "/credentials").thenCompose(answer -> {
            String address = address(answer.path("data"))
                    .orElseThrow(() -> new PlatformException(
                            PlatformException.Kind.REJECTED, "the scratch database's credentials hold no address"));
            String query = Optional.of(backup.details().getOrDefault(QUERY, ""))
                    .filter(text -> !text.isEmpty())
                    .orElse(TABLES);
            trial.question = Optional.of(transport
                    .exec()
                    .run(path, List.of("psql", address, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", query))
                    .thenApply(ended -> verdict(query, ended, address))
                    .toCompletableFuture());
            return asked(trial);
        });
    }

    /** A question may take long; a look does not wait for its answer. */
    private static CompletionStage<String> asked(Trial trial) {
        CompletableFuture<Verdict> question = trial.question.orElseThrow();
        if (!question.isDone()) {
            return CompletableFuture.completedFuture("asks the scratch database");
        }
        trial.question = Optional.empty();
        return question.thenApply(verdict -> {
            trial.verdict = Optional.of(verdict);
            return "";
        });
    }

    /** The administrator's address where there is one: tables of a dump may belong to users that a scratch addon does not have. */
    private static Optional<String> address(JsonNode credentials) {
        Map<String, String> found = new HashMap<>();
        for (String part : List.of("envs", "secrets")) {
            credentials.path(part).properties().forEach(field -> {
                if (field.getValue().asText().matches("postgres(ql)?://.*")
                        && !field.getKey().contains("EXTERNAL")) {
                    found.put(
                            field.getKey().contains("ADMIN") ? "admin" : "user",
                            field.getValue().asText());
                }
            });
        }
        return Optional.ofNullable(found.getOrDefault("admin", found.get("user")));
    }

    private static Verdict verdict(String query, NorthflankExec.Ended ended, String secret) {
        String answer = ended.out().strip();
        String shown = answer.length() > MOST_ANSWER ? answer.substring(0, MOST_ANSWER) + "…" : answer;
        if (ended.exitCode() != 0) {
            String why = ended.err().strip().replace(secret, "****").replaceAll("\\s*\\R\\s*", " ");
            return failed("'" + query + "' failed: " + (why.isEmpty() ? "exit code " + ended.exitCode() : why));
        } else if (NO.contains(answer.toLowerCase(Locale.ROOT))) {
            return failed("'" + query + "' answered " + (answer.isEmpty() ? "nothing" : "'" + answer + "'"));
        }
        return new Verdict(OperationPhase.SUCCEEDED, "", shown);
    }

    /** The scratch database goes first; only then does the trial end. */
    private CompletionStage<OperationStatus> end(OperationReference backup, Trial trial, OperationStatus completed) {
        Verdict verdict = trial.verdict.orElseThrow();
        return scratch.remove(backup).handle((removed, failure) -> {
            if (failure != null && ++trial.removals < MOST_REMOVALS) {
                return status(completed, OperationPhase.RUNNING, "removes the scratch database", Map.of());
            }
            trials.remove(backup);
            String left = failure == null
                    ? ""
                    : "remove the addon " + ScratchAddons.id(backup) + " yourself: "
                            + NorthflankLists.cause(failure).getMessage();
            OperationStatus end = status(
                    completed,
                    verdict.phase(),
                    Stream.of(verdict.message(), left)
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining("; ")),
                    verdict.phase() == OperationPhase.SUCCEEDED ? Map.of(ANSWER, verdict.answer()) : Map.of());
            remember(backup, end);
            return end;
        });
    }

    private void remember(OperationReference backup, OperationStatus end) {
        synchronized (ended) {
            ended.put(backup, end);
            if (ended.size() > MOST_REMEMBERED) {
                ended.remove(ended.keySet().iterator().next());
            }
        }
    }

    private static boolean isSnapshot(OperationReference backup) {
        return "snapshot".equals(backup.details().get("type"));
    }

    private static OperationStatus status(
            OperationStatus completed, OperationPhase phase, String message, Map<String, String> more) {
        Map<String, String> facts = new HashMap<>(completed.facts());
        facts.putAll(more);
        boolean over = phase != OperationPhase.RUNNING;
        return new OperationStatus(
                phase,
                over ? completed.platformState() : "checking",
                message,
                completed.startedAt(),
                over ? completed.endedAt() : Optional.empty(),
                facts);
    }
}
