package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.ledger.ChangeOutcome;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.Pin;
import java.util.Objects;
import java.util.Optional;

/**
 * A target as the ledger and the platform tell of it.
 *
 * @param ledger what the ledger says
 * @param platform what the platform has deployed there; empty where nothing, or it could not be asked
 * @param continuousDeployment whether the platform deploys new builds there by itself
 * @param verdict what comes of comparing them
 * @param text the difference in a sentence for people
 * @param remedy what can be done about it; empty where nothing has to be
 */
public record TargetDrift(
        LiveTarget ledger,
        Optional<Pin> platform,
        boolean continuousDeployment,
        DriftVerdict verdict,
        String text,
        String remedy) {
    private static final String ADOPT_OR_REDEPLOY =
            "Adopt what is there, with a note, where it is meant to be; or release or roll back, so that it is put there again";

    public TargetDrift {
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(verdict, "verdict");
    }

    /** Compares. A pure function. */
    static TargetDrift of(LiveTarget live, Baseline shown) {
        DriftVerdict verdict = verdict(live, shown);
        String there = shown.deployed().map(Pin::summary).orElse("nothing");
        String text =
                switch (verdict) {
                    case NONE -> "The platform has there what the ledger says: " + there;
                    case UNDER_WAY -> by(live) + " is just changing it; the platform shows " + there;
                    case UNCERTAIN ->
                        "It is not certain what became of the change by " + by(live) + "; the platform shows " + there;
                    case CONTINUOUS_DEPLOYMENT ->
                        "Continuous deployment put " + there + " there; the ledger says " + recorded(live);
                    case GONE -> "The platform has nothing there any more; the ledger says " + recorded(live);
                    default ->
                        "The platform has " + there + " there, which no release put there; the ledger says "
                                + recorded(live);
                };
        return new TargetDrift(
                live, shown.deployed(), shown.continuousDeployment(), verdict, text, remedy(verdict, shown));
    }

    /** Where the platform could not be asked. */
    static TargetDrift unknown(LiveTarget live, String trouble) {
        return new TargetDrift(
                live, Optional.empty(), false, DriftVerdict.UNKNOWN, trouble, "Check again when the platform answers");
    }

    private static DriftVerdict verdict(LiveTarget live, Baseline shown) {
        if (live.later()
                .filter(later -> later.outcome() == ChangeOutcome.UNDER_WAY)
                .isPresent()) {
            return DriftVerdict.UNDER_WAY;
        } else if (live.later().isPresent()) {
            return DriftVerdict.UNCERTAIN;
        } else if (shown.deployed().isEmpty()) {
            return DriftVerdict.GONE;
        } else if (live.certain()
                .filter(certain -> Pins.isSame(certain.pin(), shown.deployed().get()))
                .isPresent()) {
            return DriftVerdict.NONE;
        }
        return shown.continuousDeployment() ? DriftVerdict.CONTINUOUS_DEPLOYMENT : DriftVerdict.DIFFERENT;
    }

    private static String remedy(DriftVerdict verdict, Baseline shown) {
        if (verdict == DriftVerdict.CONTINUOUS_DEPLOYMENT) {
            return "Turn continuous deployment off on the platform: it takes no lock, makes no backup and runs no migration. "
                    + ADOPT_OR_REDEPLOY;
        } else if (verdict == DriftVerdict.NONE && shown.continuousDeployment()) {
            return "Continuous deployment is on: the platform may put another build there at any time. Turn it off";
        }
        return verdict.isDrift() ? ADOPT_OR_REDEPLOY : "";
    }

    private static String recorded(LiveTarget live) {
        return live.certain().map(certain -> certain.pin().summary()).orElse("nothing");
    }

    private static String by(LiveTarget live) {
        return live.later()
                .flatMap(LiveTarget.Deployed::release)
                .map(id -> "release #" + id.number())
                .orElse("a release");
    }
}
