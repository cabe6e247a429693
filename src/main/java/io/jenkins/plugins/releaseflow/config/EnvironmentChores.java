package io.jenkins.plugins.releaseflow.config;

import io.jenkins.plugins.releaseflow.delivery.DriftWatch;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.Retention;
import io.jenkins.plugins.releaseflow.rollback.ReadinessWatch;
import io.jenkins.plugins.releaseflow.rollback.RollbackDrill;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is done for all environments every hour: old releases are removed, drift is looked for, and which releases can be rolled back to. */
final class EnvironmentChores {
    private static final Logger LOGGER = Logger.getLogger(EnvironmentChores.class.getName());

    private final Ledger ledger;
    private final DriftWatch drift;
    private final ReadinessWatch readiness;
    private final RollbackDrill drills;
    private final Clock clock;

    EnvironmentChores(Ledger ledger, DriftWatch drift, ReadinessWatch readiness, RollbackDrill drills, Clock clock) {
        this.ledger = ledger;
        this.drift = drift;
        this.readiness = readiness;
        this.drills = drills;
        this.clock = clock;
    }

    /** Fails never: what goes wrong is told in the log, and tried again the next time. */
    void run() {
        try {
            ledger.environments().forEach(this::retain);
            ledger.environments().forEach(drills::cleanUp);
            drift.checkAll().thenCompose(done -> readiness.checkAll());
        } catch (RuntimeException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "The environments could not be looked after");
        }
    }

    private void retain(String environment) {
        try {
            Retention retention = Environments.get().retentionOf(environment);
            int removed = ledger.environment(environment).retain(retention, clock.instant());
            if (removed > 0) {
                LOGGER.info(() -> removed + " old releases of " + environment + " were removed");
            }
        } catch (RuntimeException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Old releases of " + environment + " could not be removed");
        }
    }
}
