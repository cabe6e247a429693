package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import java.time.Duration;
import java.time.Instant;

/**
 * What requests that only read are sent for, and how much of a budget each may use. None of it touches the last fifth of a budget: that is for starts and stops.
 * Pure functions.
 */
enum RequestPurpose {
    /** A look that the schedule asks for. What may be used is spread over the rest of the window. */
    LOOK {
        @Override
        double usable(double limit, double left) {
            return left - limit * FOR_STARTS;
        }
    },
    /** A look because word was sent. At most a fifth of a budget an hour, however many words come: they may be copies or made up. */
    WOKEN_LOOK {
        @Override
        double usable(double limit, double left) {
            return left - limit * FOR_STARTS;
        }

        @Override
        double gap(RequestBudget budget, double left, Instant now) {
            return Math.max(super.gap(budget, left, now), HOUR / (budget.limit() * 0.2));
        }

        @Override
        double burst(double limit, RequestPace.Burst shares) {
            return limit * 0.05;
        }
    },
    /**
     * Reading the log of something that runs. Takes what looks do not need in most hours, and below that a little of what they may use: 50 job runs that print keep
     * within 600 of 1000 requests so, and most logs of a few are read at every look.
     */
    LOG {
        @Override
        double usable(double limit, double left) {
            return Math.max(left - limit * FOR_LOOKS, (left - limit * FOR_STARTS) / 24);
        }

        @Override
        double gap(RequestBudget budget, double left, Instant now) {
            return Math.max(untilReset(budget, now), HALF_AN_HOUR) / usable(budget.limit(), left);
        }

        @Override
        double burst(double limit, RequestPace.Burst shares) {
            return limit * shares.logs();
        }
    },
    /** Reading the rest of a log after its operation ended: at once, as far as looking may go. */
    LAST_LOG {
        @Override
        double usable(double limit, double left) {
            return left - limit * FOR_STARTS;
        }

        @Override
        double gap(RequestBudget budget, double left, Instant now) {
            return 0;
        }
    };

    /** The share of a budget that looking never touches. */
    static final double FOR_STARTS = 0.2;

    /** The share of a budget that logs of running operations leave alone while there is more. */
    static final double FOR_LOOKS = 0.55;

    private static final double HOUR = Duration.ofHours(1).toMillis();
    private static final double HALF_AN_HOUR = HOUR / 2;

    /** How many requests of the window this purpose may still use, given how many are left to all. */
    abstract double usable(double limit, double left);

    /** Milliseconds between requests at a steady pace; only asked for where some may be used. */
    double gap(RequestBudget budget, double left, Instant now) {
        return untilReset(budget, now) / usable(budget.limit(), left);
    }

    /** How many requests may be sent ahead of the steady pace. */
    double burst(double limit, RequestPace.Burst shares) {
        return limit * shares.looks();
    }

    private static double untilReset(RequestBudget budget, Instant now) {
        return Math.max(0, Duration.between(now, budget.resetAt()).toMillis());
    }
}
