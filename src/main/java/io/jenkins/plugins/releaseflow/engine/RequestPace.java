package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives out the requests of one credential for looks and logs, at a pace that its budget lasts for: a short burst at once, then evenly over the rest of the
 * window. What others use up shows in the budget and slows us down. A platform that tells no budget sets no pace. Safe for use by many threads.
 */
final class RequestPace {
    /**
     * What may be sent ahead of the steady pace, as shares of the limit.
     *
     * @param looks for looks
     * @param logs for the logs of what runs
     */
    record Burst(double looks, double logs) {
        /** 100 of 1000 requests for looks, enough for the first minutes of ten releases. */
        static final Burst CLOUD = new Burst(0.1, 0.02);
        /** On this machine, where nobody else uses them. */
        static final Burst LOCAL = new Burst(0.5, 0.4);
    }

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

    /** Requests sent ahead of the steady pace, at a time. */
    private record Ahead(double requests, Instant at) {}

    private final Supplier<Optional<RequestBudget>> budget;
    private final Burst burst;
    private final Clock clock;
    private final Map<RequestPurpose, Ahead> ahead = new EnumMap<>(RequestPurpose.class);
    private Instant pausedUntil = Instant.MIN;
    private int underWay;

    RequestPace(Supplier<Optional<RequestBudget>> budget, Burst burst, Clock clock) {
        this.budget = budget;
        this.burst = burst;
        this.clock = clock;
    }

    /**
     * Asks for requests.
     *
     * @return empty where they may be sent now; {@link #done} has to follow. Else how long to wait before asking again.
     */
    synchronized Optional<Duration> take(RequestPurpose purpose, int requests) {
        Instant now = clock.instant();
        Duration wait = untilFree(purpose, requests, 0, now);
        if (!wait.isZero()) {
            return Optional.of(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
        }
        ahead.put(purpose, new Ahead(aheadAt(purpose, now) + requests, now));
        underWay += requests;
        return Optional.empty();
    }

    /** About how long it takes until so many requests can be sent, one after the other. */
    synchronized Duration until(RequestPurpose purpose, int requests) {
        return untilFree(purpose, 1, requests - 1, clock.instant());
    }

    /** The answers to requests that were taken are there, or will not come: their number shows in the budget, if at all. */
    synchronized void done(int requests) {
        underWay -= requests;
    }

    /** Sends nothing more for a while, since the platform asked for that. */
    synchronized void pause(Duration length) {
        Instant until = clock.instant().plus(length);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }

    private Duration untilFree(RequestPurpose purpose, int requests, int before, Instant now) {
        if (now.isBefore(pausedUntil)) {
            return Duration.between(now, pausedUntil);
        }
        Optional<RequestBudget> told = budget.get();
        if (told.isEmpty()) {
            return Duration.ZERO;
        }
        RequestBudget known = told.get().asOf(now);
        double left = known.remaining() - underWay;
        if (left - requests < known.limit() * RequestPurpose.FOR_STARTS || purpose.usable(known.limit(), left) <= 0) {
            return Duration.between(now, known.resetAt());
        }
        double tooMany = aheadAt(purpose, now) + before - purpose.burst(known.limit(), burst);
        return tooMany <= 0
                ? Duration.ZERO
                : Duration.ofMillis((long) Math.ceil(tooMany * purpose.gap(known, left, now)));
    }

    private double aheadAt(RequestPurpose purpose, Instant now) {
        Ahead known = ahead.get(purpose);
        Optional<RequestBudget> told = budget.get();
        if (known == null || told.isEmpty()) {
            return 0;
        }
        RequestBudget current = told.get().asOf(now);
        double left = current.remaining() - underWay;
        double passed = Math.max(0, Duration.between(known.at(), now).toMillis());
        if (passed == 0 || purpose.usable(current.limit(), left) <= 0) {
            return known.requests();
        }
        double gap = purpose.gap(current, left, now);
        return gap <= 0 ? 0 : Math.max(0, known.requests() - passed / gap);
    }
}
