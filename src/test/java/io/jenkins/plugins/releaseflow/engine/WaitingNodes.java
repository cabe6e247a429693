package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.SharedBudget;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Nodes that wait for job runs on {@link NorthflankOnPaper}, on a simulated clock, with the classes that do the waiting in Jenkins. */
final class WaitingNodes {
    /** A node that waits. */
    record Waiting(OperationReference run, NodeWatch watch, OperationWatcher watcher, List<String> console, Path file) {
        /** How it ended; empty while it waits. */
        Optional<NodeEnd> end() {
            return watch.end().isDone() ? Optional.of(watch.end().join()) : Optional.empty();
        }

        /** What the log shows of it. */
        List<String> shown() {
            return console.stream()
                    .filter(line -> line.startsWith("  | "))
                    .map(line -> line.substring(4))
                    .toList();
        }
    }

    private final SimulatedTime time;
    private final NorthflankOnPaper northflank;
    private final SharedBudget budget = new SharedBudget();
    private final Map<String, Platform> projects = new LinkedHashMap<>();
    private final OperationWatchers watchers;
    private final Path home;
    private final List<Waiting> nodes = new ArrayList<>();

    WaitingNodes(Path home) {
        this(home, new SimulatedTime());
    }

    private WaitingNodes(Path home, SimulatedTime time) {
        this(home, time, new NorthflankOnPaper(time));
    }

    private WaitingNodes(Path home, SimulatedTime time, NorthflankOnPaper northflank) {
        this.home = home;
        this.time = time;
        this.northflank = northflank;
        this.watchers = new OperationWatchers(EngineSettings::of, time, time.clock(), new Random(1));
    }

    /** Another controller on the same home, which knows nothing but what is on the disk. */
    WaitingNodes restarted() {
        return new WaitingNodes(home, time, northflank);
    }

    SimulatedTime time() {
        return time;
    }

    NorthflankOnPaper northflank() {
        return northflank;
    }

    OperationWatchers watchers() {
        return watchers;
    }

    List<Waiting> nodes() {
        return nodes;
    }

    Waiting wait(String job, String run) {
        return wait("shop", job, run);
    }

    Waiting wait(String project, String job, String run) {
        return follow(project, northflank.run(job, run), LogMask.none());
    }

    /** Waits for a run that is there already, for example after a restart. */
    Waiting follow(String project, OperationReference run, LogMask mask) {
        Platform platform = projects.computeIfAbsent(project, name -> northflank.connect(name, budget));
        OperationWatcher watcher = watchers.of(platform);
        List<String> console = new ArrayList<>();
        Path file = home.resolve(run.id() + ".log");
        NodeLog log = new NodeLog(platform, run, file, mask, time.clock(), console::add);
        NodeWatch watch = new NodeWatch(
                "Run job " + run.resource(),
                platform,
                run,
                log,
                watcher.logs(),
                EngineSettings.of(platform),
                time.clock(),
                console::add);
        Runnable unwatch = watcher.watch(run, watch);
        watch.end().thenRun(unwatch);
        Waiting waiting = new Waiting(run, watch, watcher, console, file);
        nodes.add(waiting);
        return waiting;
    }
}
