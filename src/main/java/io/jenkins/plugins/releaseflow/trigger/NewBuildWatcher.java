package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Starts jobs when platforms have finished new builds. Looks by itself, at the pace of the platform's requests, and at once when a platform sends word. Methods
 * return at once, but {@link #isOver}. Safe for use by many threads.
 */
public final class NewBuildWatcher {
    private static final Logger LOGGER = Logger.getLogger(NewBuildWatcher.class.getName());

    private record Service(Platform platform, String buildService) {}

    private final ReleaseEngine engine;
    private final Platforms platforms;
    private final Function<Platform, TriggerSettings> settings;
    private final ScheduledExecutorService executor;
    private final RandomGenerator random;
    private final Map<Service, BuildServiceWatch> watches = new ConcurrentHashMap<>();
    private final Set<Order> orders = ConcurrentHashMap.newKeySet();

    /**
     * @param engine whose pace of requests is kept
     * @param executor runs everything; belongs to the caller
     */
    public NewBuildWatcher(
            ReleaseEngine engine,
            Platforms platforms,
            Function<Platform, TriggerSettings> settings,
            ScheduledExecutorService executor,
            RandomGenerator random) {
        this.engine = engine;
        this.platforms = platforms;
        this.settings = settings;
        this.executor = executor;
        this.random = random;
    }

    /** A job that new builds start, until it is withdrawn. */
    private final class Order {
        private final NewBuildOrder terms;
        private final JobStarter starter;
        private final TriggeredJob job;
        private Optional<Service> joined = Optional.empty();
        private Optional<ScheduledFuture<?>> retry = Optional.empty();
        private boolean told;
        private boolean withdrawn;

        Order(NewBuildOrder terms, JobStarter starter) {
            this.terms = terms;
            this.starter = starter;
            this.job = new TriggeredJob(
                    terms.origin().job(),
                    terms.policy(),
                    terms::concerns,
                    terms.fileName(),
                    starter,
                    () -> NewBuildWatcher.this.withdraw(this));
        }

        /** Finds the platform, which may not be configured yet, or be another than before. */
        synchronized void join() {
            leave();
            if (starter.isWithdrawn()) {
                orders.remove(this);
                withdrawn = true;
            }
            if (withdrawn) {
                return;
            }
            try {
                Service service = new Service(platforms.of(terms.environment(), terms.origin()), terms.buildService());
                watches.compute(service, (key, known) -> {
                    BuildServiceWatch watch = known == null ? watch(key) : known;
                    watch.add(job);
                    return watch;
                });
                joined = Optional.of(service);
                told = false;
            } catch (IllegalArgumentException unconfigured) {
                if (!told) {
                    told = true;
                    LOGGER.warning(
                            () -> "New builds do not start job " + terms.text() + ": " + unconfigured.getMessage());
                }
                retry = Optional.of(executor.schedule(
                        this::join, TriggerSettings.standard().unconfigured().toMillis(), TimeUnit.MILLISECONDS));
            }
        }

        synchronized void withdraw() {
            withdrawn = true;
            leave();
        }

        private void leave() {
            retry.ifPresent(set -> set.cancel(false));
            retry = Optional.empty();
            joined.ifPresent(service -> watches.computeIfPresent(service, (key, watch) -> {
                watch.remove(job);
                return watch.isIdle() ? null : watch;
            }));
            joined = Optional.empty();
        }
    }

    /**
     * Has new builds start a job from now on, until the starter is withdrawn. The first look only takes note of the builds that there are.
     *
     * @return ends that; what was seen stays on disk
     */
    public Runnable add(NewBuildOrder terms, JobStarter starter) {
        if (terms.policy() == BuildPolicy.NEVER) {
            return () -> {};
        }
        Order order = new Order(terms, starter);
        orders.add(order);
        executor.execute(order::join);
        return () -> withdraw(order);
    }

    private void withdraw(Order order) {
        orders.remove(order);
        executor.execute(order::withdraw);
    }

    /** How many triggers have jobs started now. */
    public int triggers() {
        return orders.size();
    }

    /** A run of a job began for a build, or somebody took it out of the queue. Writes the disk. */
    public void isOver(String job, String buildId) {
        of(job).forEach(order -> order.job.isOver(buildId));
    }

    private List<Order> of(String job) {
        return orders.stream()
                .filter(order -> order.terms.origin().job().equals(job))
                .toList();
    }

    /** Looks platforms up again, since the configuration changed. */
    public void configurationChanged() {
        orders.forEach(order -> executor.execute(order::join));
    }

    /**
     * Looks at once for new builds, since a platform sent word.
     *
     * @param where which connections lead to that platform
     * @param resources ids that it names; everything is looked at where it names none
     */
    public void wake(Predicate<Platform> where, Set<String> resources) {
        watches.forEach((service, watch) -> {
            if (where.test(service.platform()) && (resources.isEmpty() || resources.contains(service.buildService()))) {
                watch.wake();
            }
        });
    }

    private BuildServiceWatch watch(Service service) {
        Platform platform = service.platform();
        return new BuildServiceWatch(
                BuildServiceWatch.nameOf(platform, service.buildService()),
                word -> engine.paced(platform, word, () -> platform.succeededBuilds(service.buildService())),
                settings.apply(platform),
                executor,
                random);
    }
}
