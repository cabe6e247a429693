package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Looks at the builds of one build service, with one request however many jobs they start. Looks go on while there is such a job; between them no thread is held.
 * Safe for use by many threads; jobs are told without a lock held.
 */
final class BuildServiceWatch {
    /** Asks for the builds, once that may be done. */
    interface Look {
        /**
         * @param word whether the platform sent word
         */
        CompletionStage<List<SucceededBuild>> ask(boolean word);
    }

    private static final Logger LOGGER = Logger.getLogger(BuildServiceWatch.class.getName());

    private final String name;
    private final Look request;
    private final TriggerSettings settings;
    private final ScheduledExecutorService executor;
    private final RandomGenerator random;
    private final Set<TriggeredJob> jobs = new LinkedHashSet<>();
    private Optional<ScheduledFuture<?>> timer = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private boolean looking;
    private boolean word;
    private boolean announced;

    BuildServiceWatch(
            String name,
            Look request,
            TriggerSettings settings,
            ScheduledExecutorService executor,
            RandomGenerator random) {
        this.name = name;
        this.request = request;
        this.settings = settings;
        this.executor = executor;
        this.random = random;
    }

    static String nameOf(Platform platform, String buildService) {
        return "build service '" + buildService + "' of " + platform.description();
    }

    synchronized void add(TriggeredJob job) {
        jobs.add(job);
        lookIn(Duration.ZERO);
    }

    synchronized void remove(TriggeredJob job) {
        jobs.remove(job);
    }

    synchronized boolean isIdle() {
        return jobs.isEmpty();
    }

    /** Looks at once, since the platform sent word. Many words while a look is under way make one more look. */
    synchronized void wake() {
        word = true;
        lookIn(Duration.ZERO);
    }

    private void lookIn(Duration delay) {
        timer.ifPresent(set -> set.cancel(false));
        timer = looking
                ? Optional.empty()
                : Optional.of(executor.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void look() {
        boolean forWord;
        synchronized (this) {
            if (looking || jobs.isEmpty()) {
                return;
            }
            looking = true;
            forWord = word;
            word = false;
        }
        request.ask(forWord).whenCompleteAsync((builds, failure) -> looked(forWord, builds, failure), executor);
    }

    private void looked(boolean forWord, List<SucceededBuild> builds, Throwable failure) {
        boolean news = false;
        if (failure == null) {
            for (TriggeredJob job : copy()) {
                news |= job.looked(builds);
            }
        }
        synchronized (this) {
            looking = false;
            tell(failure);
            if (news) {
                announced = forWord;
            }
            lookIn(word ? Duration.ZERO : untilNext(failure));
        }
    }

    private synchronized List<TriggeredJob> copy() {
        return List.copyOf(jobs);
    }

    /** Once for each trouble, not at every look. */
    private void tell(Throwable failure) {
        Optional<String> now = Optional.ofNullable(failure).map(BuildServiceWatch::text);
        if (!now.equals(trouble)) {
            now.ifPresentOrElse(
                    text -> LOGGER.warning(() -> "New builds of " + name + " start no jobs just now: " + text),
                    () -> LOGGER.info(() -> "New builds of " + name + " start jobs again"));
        }
        trouble = now;
    }

    private Duration untilNext(Throwable failure) {
        Duration own = announced ? settings.announced() : settings.interval();
        Duration asked = Optional.ofNullable(failure)
                .map(BuildServiceWatch::cause)
                .filter(PlatformException.class::isInstance)
                .flatMap(known -> ((PlatformException) known).retryAfter())
                .orElse(own);
        Duration longer = asked.compareTo(own) > 0 ? asked : own;
        return longer.plusMillis(Math.round(longer.toMillis() * settings.jitter() * random.nextDouble()));
    }

    private static String text(Throwable failure) {
        return String.valueOf(cause(failure).getMessage());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }
}
