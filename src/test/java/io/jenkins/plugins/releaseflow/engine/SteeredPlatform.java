package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobActivity;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** A platform on which a test decides when what ends, and which requests get no answer. */
public final class SteeredPlatform implements Platform {
    /** What becomes of a start. */
    public enum StartFault {
        LOST_BEFORE,
        LOST_AFTER,
        /** Two new operations show, and either can be the one that was asked for. */
        LOST_AMONG_OTHERS,
        UNREACHABLE,
        REFUSED
    }

    private final Map<String, OperationStatus> operations = new HashMap<>();
    private final Map<String, BuildPin> builds = new HashMap<>();
    private final Map<Target, Pin> shown = new HashMap<>();
    private final List<OperationRequest> starts = new ArrayList<>();
    private final Deque<StartFault> startFaults = new ArrayDeque<>();
    private final List<OperationReference> stopped = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Map<String, List<String>> logs = new HashMap<>();
    private boolean silent;
    private final Set<Target> removed = new HashSet<>();
    private final Set<Target> paused = new HashSet<>();
    private Optional<String> missed = Optional.empty();
    private Optional<PlatformException> lookTrouble = Optional.empty();
    private CompletableFuture<Void> lookUps = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> findsFrom = CompletableFuture.completedFuture(null);
    private CompletableFuture<List<String>> lastWords = CompletableFuture.completedFuture(List.of());
    private boolean ignoresStops;
    private boolean steersBuilds;
    private int resolutions;
    private List<SucceededBuild> listed = List.of();
    private int lists;
    private int looks;
    private boolean tellsRuns;
    private Optional<String> runOnChange = Optional.empty();
    private CommandOverride command = CommandOverride.UNCHANGED;

    public synchronized void nextStart(StartFault fault) {
        startFaults.add(fault);
    }

    public synchronized void end(String id, OperationPhase phase) {
        operations.put(id, OperationStatus.of(phase, phase.name().toLowerCase(Locale.ROOT)));
    }

    /** An operation that somebody else started, or whose start got no answer and took its time. */
    public synchronized void appear(String id) {
        operations.put(id, OperationStatus.of(OperationPhase.RUNNING, "running"));
    }

    /** What is looked up before a start gets no answer until {@link #freeLookUps}. */
    public synchronized void holdLookUps() {
        lookUps = new CompletableFuture<>();
    }

    public void freeLookUps() {
        CompletableFuture<Void> held;
        synchronized (this) {
            held = lookUps;
        }
        held.complete(null);
    }

    /** Operations are looked for in vain until the result is completed. */
    public synchronized CompletableFuture<Void> holdFinds() {
        findsFrom = new CompletableFuture<>();
        return findsFrom;
    }

    public synchronized void ignoreStops() {
        ignoresStops = true;
    }

    public synchronized void vanish(String id) {
        operations.remove(id);
    }

    /** A build that can be asked for by its id. */
    public synchronized void build(BuildPin pin) {
        builds.put(pin.buildId(), pin);
    }

    /** What the platform shows on a target from now on; it shows nothing otherwise. */
    public synchronized void show(Target target, Pin pin) {
        shown.put(target, pin);
    }

    public synchronized void print(String line) {
        log.add(line);
    }

    /** Prints a line in the log of this operation only; from then on it shows no other lines. */
    public synchronized void print(String id, String line) {
        logs.computeIfAbsent(id, any -> new ArrayList<>()).add(line);
    }

    /** The next look misses the operation, and only that one. */
    public synchronized void missOnce(String id) {
        missed = Optional.of(id);
    }

    public synchronized void troubleLooks(Optional<PlatformException> trouble) {
        lookTrouble = trouble;
    }

    public synchronized List<OperationRequest> starts() {
        return List.copyOf(starts);
    }

    public synchronized List<OperationReference> stopped() {
        return List.copyOf(stopped);
    }

    public synchronized int resolutions() {
        return resolutions;
    }

    public synchronized int looks() {
        return looks;
    }

    @Override
    public String description() {
        return "the steered platform";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    /** These builds have succeeded, and no other. */
    /** Never tells which builds there are. */
    public synchronized void listNothing() {
        silent = true;
    }

    public synchronized void list(SucceededBuild... builds) {
        listed = List.of(builds);
    }

    /** How often builds were listed. */
    public synchronized int lists() {
        return lists;
    }

    @Override
    public synchronized CompletionStage<List<SucceededBuild>> succeededBuilds(String buildService) {
        if (silent) {
            return new CompletableFuture<>();
        }
        lists++;
        return lookTrouble
                .<CompletionStage<List<SucceededBuild>>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(listed.stream()
                        .filter(build -> build.pin().buildService().equals(buildService))
                        .toList()));
    }

    @Override
    public synchronized CompletionStage<FoundBuild> resolve(BuildSelector selector) {
        resolutions++;
        return CompletableFuture.completedFuture(named(selector).orElseGet(() -> found(selector)));
    }

    /** The build that a test made with its times, where there are such. */
    private Optional<FoundBuild> named(BuildSelector selector) {
        return selector.buildId()
                .filter(id -> !builds.isEmpty())
                .map(id -> builds.containsKey(id)
                        ? new FoundBuild.Finished(builds.get(id))
                        : new FoundBuild.None("There is no such build"));
    }

    private FoundBuild found(BuildSelector selector) {
        if (!steersBuilds) {
            return new FoundBuild.Finished(
                    new BuildPin(selector.buildService(), "build-" + resolutions, "c0ffee" + resolutions, "main"));
        }
        Optional<String> id = selector.buildId().or(() -> operations.keySet().stream()
                .filter(known -> known.startsWith(selector.buildService() + "-"))
                .max(Comparator.naturalOrder()));
        Optional<OperationStatus> status = id.map(operations::get);
        if (status.isEmpty()) {
            return new FoundBuild.None("build: there is no build of " + selector.text());
        }
        BuildPin pin = new BuildPin(selector.buildService(), id.get(), "c0ffee1", "main");
        OperationReference reference =
                new OperationReference(OperationKind.BUILD, selector.buildService(), id.get(), Map.of());
        return switch (status.get().phase()) {
            case SUCCEEDED -> new FoundBuild.Finished(pin);
            case FAILED, STOPPED ->
                new FoundBuild.Failed(pin, reference, status.get().platformState());
            default -> new FoundBuild.UnderWay(pin, reference, status.get().platformState());
        };
    }

    /** From now on builds are operations like all others, which have the log: {@link #appear} makes one, named after its build service with a number. */
    public synchronized void steerBuilds() {
        steersBuilds = true;
    }

    /**
     * From now on it tells of the runs of jobs: everything that goes on is one.
     *
     * @param word whether the jobs run when their image changes; empty where it does not tell
     */
    public synchronized void tellRuns(Optional<String> word) {
        tellsRuns = true;
        runOnChange = word;
    }

    /** What every target runs in place of what its image says. */
    public synchronized void showCommand(CommandOverride shownCommand) {
        command = shownCommand;
    }

    @Override
    public synchronized CompletionStage<Baseline> baseline(OperationRequest request) {
        Optional<Pin> deployed = request instanceof DeploymentRequest deployment
                ? Optional.ofNullable(shown.get(deployment.target()))
                : Optional.empty();
        Set<String> active = operations.entrySet().stream()
                .filter(operation -> !operation.getValue().phase().isEnd())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Baseline baseline = new Baseline(
                Set.copyOf(operations.keySet()),
                deployed,
                "",
                false,
                tellsRuns ? new JobActivity(true, active, runOnChange, false) : JobActivity.UNKNOWN,
                command);
        return lookUps.thenApply(free -> baseline);
    }

    @Override
    public synchronized CompletionStage<OperationReference> start(OperationRequest request, Baseline baseline) {
        StartFault fault = startFaults.poll();
        if (fault == StartFault.UNREACHABLE) {
            return failed(PlatformException.Kind.UNREACHABLE, "Can't reach the steered platform");
        } else if (fault == StartFault.REFUSED) {
            return failed(PlatformException.Kind.CONFLICT, "409 No deployment configured");
        } else if (fault == StartFault.LOST_BEFORE || fault == StartFault.LOST_AMONG_OTHERS) {
            if (fault == StartFault.LOST_AMONG_OTHERS) {
                appear(request.resource() + "-8");
                appear(request.resource() + "-9");
            }
            return failed(PlatformException.Kind.NO_ANSWER, "The connection broke");
        }
        starts.add(request);
        OperationReference reference = reference(request, request.resource() + "-" + starts.size());
        operations.put(reference.id(), OperationStatus.of(OperationPhase.RUNNING, "running"));
        return fault == StartFault.LOST_AFTER
                ? failed(PlatformException.Kind.NO_ANSWER, "The connection broke")
                : CompletableFuture.completedFuture(reference);
    }

    @Override
    public synchronized CompletionStage<FoundOperation> find(OperationRequest request, Baseline baseline) {
        return findsFrom.thenCompose(none -> found(request, baseline));
    }

    private synchronized CompletionStage<FoundOperation> found(OperationRequest request, Baseline baseline) {
        List<OperationReference> found = operations.keySet().stream()
                .filter(id -> id.startsWith(request.resource() + "-"))
                .filter(id -> !baseline.operationIds().contains(id))
                .map(id -> reference(request, id))
                .toList();
        return CompletableFuture.completedFuture(
                switch (found.size()) {
                    case 0 -> new FoundOperation.None();
                    case 1 -> new FoundOperation.One(found.get(0));
                    default -> new FoundOperation.Unclear(found.size() + " are new", found);
                });
    }

    @Override
    public OperationReference reference(OperationRequest request, Baseline baseline, String operation) {
        return reference(request, operation);
    }

    @Override
    public synchronized CompletionStage<Map<OperationReference, OperationStatus>> observe(
            Set<OperationReference> references) {
        looks++;
        if (lookTrouble.isPresent()) {
            return CompletableFuture.failedFuture(lookTrouble.get());
        }
        Map<OperationReference, OperationStatus> statuses = new HashMap<>();
        references.forEach(reference -> statuses.put(
                reference,
                operations.getOrDefault(reference.id(), OperationStatus.of(OperationPhase.VANISHED, "not found"))));
        statuses.replaceAll(
                (reference, status) -> missed.filter(reference.id()::equals).isPresent()
                        ? OperationStatus.of(OperationPhase.VANISHED, "not found")
                        : status);
        missed = Optional.empty();
        return CompletableFuture.completedFuture(statuses);
    }

    @Override
    public synchronized CompletionStage<Void> stop(OperationReference reference) {
        stopped.add(reference);
        if (ignoresStops) {
            return CompletableFuture.completedFuture(null);
        }
        operations.put(reference.id(), OperationStatus.of(OperationPhase.STOPPED, "aborted"));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<LogChunk> log(OperationReference reference, LogPosition from) {
        if (steersBuilds && reference.kind() == OperationKind.DEPLOYMENT) {
            return CompletableFuture.completedFuture(new LogChunk(List.of(), from, false));
        }
        List<String> lines = logs.getOrDefault(reference.id(), log);
        int start = from.token().isEmpty() ? 0 : Integer.parseInt(from.token());
        return CompletableFuture.completedFuture(new LogChunk(
                lines.subList(start, lines.size()), new LogPosition(Integer.toString(lines.size())), false));
    }

    @Override
    public synchronized CompletionStage<List<String>> lastWords(OperationReference reference, int most) {
        return lastWords.thenApply(words -> reference.kind() == OperationKind.DEPLOYMENT ? words : List.<String>of());
    }

    /** What services print; never answered where the stage is never done. */
    public synchronized void servicesPrint(CompletableFuture<List<String>> words) {
        lastWords = words;
    }

    @Override
    public CompletionStage<OperationReference> restoreInto(RestoreRequest restore, String source) {
        return start(restore, Baseline.ofOperations(Set.of()));
    }

    @Override
    public synchronized CompletionStage<Void> pause(Target service) {
        if (removed.contains(service)) {
            return CompletableFuture.failedFuture(
                    new PlatformException(PlatformException.Kind.NOT_FOUND, service + ": it is not there"));
        }
        paused.add(service);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> resume(Target service) {
        paused.remove(service);
        return CompletableFuture.completedFuture(null);
    }

    /** Somebody removes a service. */
    public synchronized void remove(Target service) {
        removed.add(service);
    }

    /** Services that stand still. */
    public synchronized Set<Target> paused() {
        return Set.copyOf(paused);
    }

    @Override
    public synchronized CompletionStage<Optional<Pin>> deployed(Target target) {
        return CompletableFuture.completedFuture(Optional.ofNullable(shown.get(target)));
    }

    @Override
    public CompletionStage<Void> check() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<RequestBudget> budget() {
        return Optional.empty();
    }

    @Override
    public Optional<String> link(OperationReference reference) {
        return Optional.empty();
    }

    private static OperationReference reference(OperationRequest request, String id) {
        return new OperationReference(request.kind(), request.resource(), id, Map.of());
    }

    private static <T> CompletionStage<T> failed(PlatformException.Kind kind, String message) {
        return CompletableFuture.failedFuture(new PlatformException(kind, message));
    }
}
