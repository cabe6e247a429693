package io.jenkins.plugins.releaseflow.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.releaseflow.delivery.DriftWatch;
import io.jenkins.plugins.releaseflow.engine.DecisionHint;
import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseAnnouncer;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.JobRenamed;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankNotificationReceiver;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.rollback.BackupKeeper;
import io.jenkins.plugins.releaseflow.rollback.ReadinessWatch;
import io.jenkins.plugins.releaseflow.rollback.RollbackDrill;
import io.jenkins.plugins.releaseflow.rollback.RollbackService;
import io.jenkins.plugins.releaseflow.rollback.RunningBuilds;
import io.jenkins.plugins.releaseflow.trigger.NewBuildWatcher;
import io.jenkins.plugins.releaseflow.trigger.TriggerSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The engine of this Jenkins and the few threads that it has. Made when first asked for; takes up open releases when all jobs are loaded; its threads end with
 * Jenkins.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowRuntime extends ItemListener {
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);
    private static final Logger LOGGER = Logger.getLogger(ReleaseFlowRuntime.class.getName());
    private static final int THREADS = 4;
    /** Minutes after the start, when what was waited for is taken up again. */
    private static final int CHORES_FIRST = 10;

    private static final int CHORES_PERIOD = 60;

    private final Clock clock = Clock.systemUTC();
    private final NorthflankPlatforms northflank = new NorthflankPlatforms(clock);
    private final RecentAnswers recentAnswers = new RecentAnswers(clock);
    private final NorthflankNotificationReceiver notifications = new NorthflankNotificationReceiver();
    private volatile RunningBuilds runningBuilds = OriginBuild::preempt;
    private volatile DecisionHint hint = new JenkinsDecisionHint();
    private ScheduledThreadPoolExecutor executor;
    private ReleaseEngine engine;
    private NewBuildWatcher newBuilds;
    private DriftWatch drift;
    private ReadinessWatch readiness;
    private RollbackDrill drills;
    private final List<Runnable> untilLoaded = new ArrayList<>();
    private volatile boolean loaded;

    /** The one of this Jenkins. */
    public static ReleaseFlowRuntime get() {
        return ExtensionList.lookupSingleton(ReleaseFlowRuntime.class);
    }

    /** The engine. Safe to call from many threads. */
    public synchronized ReleaseEngine engine() {
        if (engine == null) {
            ScheduledExecutorService threads = executor();
            engine = new ReleaseEngine(
                    new Ledger(Jenkins.get().getRootDir().toPath().resolve("release-flow")),
                    platforms(),
                    EngineSettings::of,
                    threads,
                    clock,
                    new SecureRandom(),
                    (release, node) -> hint.text(release, node));
            engine.addListener(new ReleaseAnnouncer(threads, () -> ExtensionList.lookup(ReleaseFlowListener.class)));
            engine.addListener((release, event) -> {
                if (event instanceof ReleaseEvent.Ended && !threads.isShutdown()) {
                    // What was released changes what can be rolled back to, and its backups are to be kept.
                    threads.execute(() -> readiness().checkAll(release.id().environment()));
                }
            });
        }
        return engine;
    }

    private synchronized ScheduledThreadPoolExecutor executor() {
        if (executor == null) {
            executor = newExecutor();
        }
        return executor;
    }

    /** Plans and runs rollbacks. */
    public RollbackService rollbacks() {
        return new RollbackService(
                engine(), platforms(), (origin, rollback, who) -> runningBuilds.preempt(origin, rollback, who));
    }

    /** Starts jobs when platforms have finished new builds. */
    public synchronized NewBuildWatcher newBuilds() {
        if (newBuilds == null) {
            newBuilds = new NewBuildWatcher(engine(), platforms(), TriggerSettings::of, executor, new SecureRandom());
        }
        return newBuilds;
    }

    /** Compares what is live by the ledger with what platforms run. */
    public synchronized DriftWatch drift() {
        if (drift == null) {
            drift = new DriftWatch(
                    engine().ledger(),
                    platforms(),
                    environment -> Environments.get().schemaCheckOf(environment),
                    executor,
                    clock);
        }
        return drift;
    }

    /** Knows which releases can still be rolled back to. */
    public synchronized ReadinessWatch readiness() {
        if (readiness == null) {
            ReleaseEngine known = engine();
            readiness = new ReadinessWatch(
                    known,
                    platforms(),
                    environment -> Environments.get().retentionOf(environment).rollbackWindow(),
                    new BackupKeeper(environment -> Environments.get().retainsBackups(environment)),
                    executor);
        }
        return readiness;
    }

    /** Tries rollbacks on scratch resources. */
    public synchronized RollbackDrill drills() {
        if (drills == null) {
            ReleaseEngine known = engine();
            drills = new RollbackDrill(known, platforms(), executor);
        }
        return drills;
    }

    /** The clock that all of it goes by. */
    public Clock clock() {
        return clock;
    }

    /** Looks at once, since a platform sent word; as {@link ReleaseEngine#wake} says. */
    void wake(Predicate<Platform> where, Set<String> resources) {
        engine().wake(where, resources);
        newBuilds().wake(where, resources);
    }

    /** The platforms that this Jenkins is configured to release to. */
    public Platforms platforms() {
        return new ConfiguredPlatforms();
    }

    /** Says how a doubt is answered on a host that is no Jenkins. */
    public void hintWith(DecisionHint other) {
        hint = other;
    }

    /** Says how a build is stopped on a host that is no Jenkins. */
    public void stopBuildsWith(RunningBuilds other) {
        runningBuilds = other;
    }

    /** Runs a task on the engine's threads. It must not wait for anything but a disk. Where Jenkins is ending it is not run: what is on record is taken up after the next start. */
    public void execute(Runnable task) {
        engine();
        try {
            executor.execute(task);
        } catch (RejectedExecutionException ends) {
            LOGGER.log(Level.FINE, "Jenkins is ending", ends);
        }
    }

    /** Runs a task on the engine's threads, once all jobs are loaded. Returns at once. */
    public void executeWhenLoaded(Runnable task) {
        synchronized (untilLoaded) {
            if (!loaded) {
                untilLoaded.add(task);
                return;
            }
        }
        execute(task);
    }

    NorthflankPlatforms northflank() {
        return northflank;
    }

    RecentAnswers recentAnswers() {
        return recentAnswers;
    }

    NorthflankNotificationReceiver notifications() {
        return notifications;
    }

    /** A folder may have been given environments. */
    @Override
    public void onUpdated(Item item) {
        if (item instanceof ItemGroup<?>) {
            configurationChanged();
        }
    }

    /** Jenkins goes on at once: loading what the engine is made of takes a while. */
    @Override
    public void onLoaded() {
        executor().execute(this::begin);
    }

    private void begin() {
        synchronized (this) {
            if (executor.isShutdown()) {
                return;
            }
            engine();
        }
        synchronized (untilLoaded) {
            loaded = true;
        }
        recover();
        EnvironmentChores chores = new EnvironmentChores(engine().ledger(), drift(), readiness(), drills(), clock);
        executor.scheduleWithFixedDelay(chores::run, CHORES_FIRST, CHORES_PERIOD, TimeUnit.MINUTES);
        untilLoaded.forEach(this::execute);
        untilLoaded.clear();
    }

    /** A job is gone with all its builds, of which nobody else tells. Its releases are brought to an end, once their nodes have ended. */
    @Override
    public void onDeleted(Item item) {
        if (loaded) {
            String name = item.getFullName();
            told(engine().recover(origin ->
                    !origin.job().equals(name) && !origin.job().startsWith(name + "/")));
        }
    }

    /** Records keep the name that a job had; its lists go on to show them under the new one. */
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        execute(() -> engine().ledger().renamed(new JobRenamed(clock.instant(), oldFullName, newFullName)));
    }

    /** Takes up open releases whose environments are configured. Done when all are taken up, not when they ended. */
    public CompletionStage<Void> recover() {
        return told(engine().recover(ReleaseFlowRuntime::comesBack));
    }

    /** Takes up releases that could not be taken up before. Returns at once. */
    void configurationChanged() {
        // Before all jobs are loaded no build can be found, and each would be taken for one that does not come back.
        if (loaded) {
            told(engine().recoverAgain(ReleaseFlowRuntime::comesBack));
            newBuilds().configurationChanged();
        }
    }

    private static CompletionStage<Void> told(CompletionStage<Void> recovery) {
        return recovery.whenComplete((none, failure) -> {
            if (failure != null) {
                LOGGER.log(Level.SEVERE, failure, () -> "Open releases could not be taken up");
            }
        });
    }

    /** What is just being written is written to its end: an interrupt would close the file under the line. */
    @Override
    public void onBeforeShutdown() {
        ScheduledThreadPoolExecutor threads;
        synchronized (this) {
            if (executor == null) {
                return;
            }
            threads = executor;
            threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            threads.shutdown();
        }
        try {
            if (!threads.awaitTermination(LAST_WRITES.toSeconds(), TimeUnit.SECONDS)) {
                LOGGER.warning("Work of releases goes on while Jenkins ends; it is taken up at the next start");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean comesBack(Origin origin) {
        return OriginBuild.find(origin).filter(Run::isBuilding).isPresent();
    }

    private static ScheduledThreadPoolExecutor newExecutor() {
        AtomicInteger count = new AtomicInteger();
        ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "Release Flow " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        made.setRemoveOnCancelPolicy(true);
        return made;
    }
}
