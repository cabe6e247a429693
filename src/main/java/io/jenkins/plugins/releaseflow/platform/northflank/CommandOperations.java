package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.northflank.CommandConversation.Invocation;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Commands in running containers. Northflank tells how one ends over the connection that started it and nowhere else: where that connection is gone, with a restart of
 * Jenkins or by a fault of the network, the end of the command can't be known any more.
 */
final class CommandOperations implements NorthflankOperations<CommandRequest> {
    /** Name of a fact: the exit code. */
    private static final String EXIT_CODE = "exitCode";

    private static final String OUTPUT = "output";
    private static final String OUTPUT_CUT = "outputCut";
    private static final String TYPE = "type";
    private static final String GONE =
            "the connection over which its end is told is gone, and nobody else can tell how it ended or whether it goes on";
    private static final int MOST_KEPT = 100;

    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final MissingResources missing;
    private final Supplier<String> ids;
    private final Map<String, Running> commands = new LinkedHashMap<>();

    /** A command that was started here. */
    private record Running(CommandRequest request, CommandConversation conversation, CommandOutput output) {}

    /** @param ids gives each command an id that no other has, on any machine; Northflank gives none */
    CommandOperations(
            NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists, Supplier<String> ids) {
        this.transport = transport;
        this.paths = paths;
        this.missing = new MissingResources(lists);
        this.ids = ids;
    }

    /** Refuses a target without a container that runs. */
    @Override
    public CompletionStage<Baseline> baseline(CommandRequest request) {
        Target target = request.target();
        String word = target.type().word();
        return missing.explain(
                        transport.get(path(target) + "/containers?per_page=100"),
                        Wanted.of(
                                word,
                                target.id(),
                                paths.project(NorthflankPaths.plural(target)),
                                NorthflankPaths.plural(target)))
                .thenApply(answer -> {
                    for (JsonNode container : answer.path("data").path("containers")) {
                        if (container.path("status").asText().equals("TASK_RUNNING")) {
                            return Baseline.empty();
                        }
                    }
                    throw new PlatformException(
                            PlatformException.Kind.REJECTED,
                            word + ": no container of " + target + " runs, so no command can run in one; "
                                    + (target.type() == TargetType.JOB
                                            ? "commands run beside a run of the job: start one first"
                                            : "start or resume the service first"));
                });
    }

    @Override
    public CompletionStage<OperationReference> start(CommandRequest request, Baseline baseline) {
        CommandOutput output = new CommandOutput(request.returnOutput());
        CommandConversation conversation =
                transport.exec().start(path(request.target()), new Invocation(words(request), request.user()), output);
        conversation.exitCode().whenComplete((code, failure) -> output.end());
        OperationReference reference = reference(request, ids.get());
        return conversation
                .begun()
                .copy()
                .orTimeout(NorthflankTransport.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((begun, failure) -> {
                    if (failure != null) {
                        throw NorthflankLists.cause(failure) instanceof PlatformException known
                                ? known
                                : CommandConversation.lost("nothing came over it in time");
                    }
                    keep(reference.id(), new Running(request, conversation, output));
                    return reference;
                });
    }

    private static List<String> words(CommandRequest request) {
        return request.shell()
                .map(shell -> List.of(shell, "-c", request.command()))
                .orElseGet(() -> List.of(request.command().strip().split("\\s+")));
    }

    private void keep(String id, Running command) {
        synchronized (commands) {
            commands.put(id, command);
            Optional<String> oldest = commands.entrySet().stream()
                    .filter(entry -> entry.getValue().conversation().exitCode().isDone())
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (commands.size() > MOST_KEPT) {
                oldest.ifPresent(commands::remove);
            }
        }
    }

    private Optional<Running> known(OperationReference reference) {
        synchronized (commands) {
            return Optional.ofNullable(commands.get(reference.id()));
        }
    }

    @Override
    public CompletionStage<FoundOperation> find(CommandRequest request, Baseline baseline) {
        return CompletableFuture.completedFuture(new FoundOperation.Unclear(
                "Northflank keeps no list of commands, so it can't be looked for", List.of()));
    }

    @Override
    public CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        return CompletableFuture.completedFuture(
                references.stream().collect(Collectors.toMap(Function.identity(), this::status)));
    }

    private OperationStatus status(OperationReference reference) {
        return known(reference).map(this::status).orElseGet(() -> OperationStatus.of(OperationPhase.VANISHED, "")
                .with(GONE));
    }

    private OperationStatus status(Running command) {
        CompletableFuture<Integer> end = command.conversation().exitCode();
        if (!end.isDone()) {
            return OperationStatus.of(OperationPhase.RUNNING, "running");
        }
        return end.handle((code, failure) -> failure == null
                        ? ended(command, code)
                        : OperationStatus.of(OperationPhase.VANISHED, "")
                                .with(NorthflankLists.cause(failure).getMessage()))
                .join();
    }

    private OperationStatus ended(Running command, int code) {
        boolean good = code == 0 || command.request().returnStatus();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(EXIT_CODE, Integer.toString(code));
        command.output().result().map(transport::withoutToken).ifPresent(text -> facts.put(OUTPUT, text));
        if (command.output().isResultCut()) {
            facts.put(OUTPUT_CUT, "true");
        }
        return new OperationStatus(
                good ? OperationPhase.SUCCEEDED : OperationPhase.FAILED,
                "exit code " + code,
                "",
                Optional.empty(),
                Optional.empty(),
                facts);
    }

    /** Whether Northflank ends a command whose connection is closed is not documented, so nobody can say that one was stopped. */
    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        return CompletableFuture.failedFuture(new PlatformException(
                PlatformException.Kind.REJECTED, "Northflank has no way to stop a command in a container"));
    }

    LogChunk log(OperationReference reference, LogPosition from) {
        return known(reference)
                .map(command -> command.output().read(from))
                .orElseGet(() -> new LogChunk(List.of(), from, false));
    }

    /** The last lines after a position. */
    LogChunk logEnd(OperationReference reference, LogPosition from, int most) {
        return known(reference)
                .map(command -> command.output().readEnd(from, most))
                .orElseGet(() -> new LogChunk(List.of(), from, false));
    }

    static OperationReference reference(CommandRequest request, String id) {
        return new OperationReference(
                OperationKind.COMMAND,
                request.target().id(),
                id,
                Map.of(TYPE, request.target().type().word()));
    }

    /** What it runs in. */
    static Target target(OperationReference reference) {
        return TargetType.JOB.word().equals(reference.details().get(TYPE))
                ? Target.job(reference.resource())
                : Target.service(reference.resource());
    }

    private String path(Target target) {
        return paths.project(NorthflankPaths.plural(target), target.id());
    }
}
