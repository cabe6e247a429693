package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import java.time.Duration;

/** What befalls a request, and whether the platform carries it out. */
enum PlatformFault {
    CUT_BEFORE(FaultKind.CUT_BEFORE, 0, Carried.PERHAPS_NOT),
    CUT_AFTER(FaultKind.CUT_AFTER, 0, Carried.OUT),
    HALF_A_BODY(FaultKind.HALF_BODY, 0, Carried.OUT),
    WRONG_JSON(FaultKind.WRONG_JSON, 0, Carried.OUT),
    STALL(FaultKind.STALL, 0, Carried.PERHAPS_NOT),
    STATUS_500(FaultKind.STATUS, 500, Carried.PERHAPS_NOT),
    STATUS_502(FaultKind.STATUS, 502, Carried.PERHAPS_NOT),
    STATUS_429(FaultKind.STATUS, 429, Carried.LATER),
    STATUS_429_RETRY_AFTER(FaultKind.STATUS, 429, Carried.LATER),
    STATUS_401(FaultKind.STATUS, 401, Carried.NEVER),
    STATUS_403(FaultKind.STATUS, 403, Carried.NEVER),
    STATUS_404(FaultKind.STATUS, 404, Carried.NEVER),
    STATUS_409(FaultKind.STATUS, 409, Carried.NEVER);

    /** What the client can know of a request that met the fault, and what is true. */
    enum Carried {
        /** It was, though the client can't know. */
        OUT,
        /** It was not, though the client can't know. */
        PERHAPS_NOT,
        /** It was not, and the client may send it again. */
        LATER,
        /** It was not, and sending it again is of no use. */
        NEVER
    }

    /** Seconds that {@link #STATUS_429_RETRY_AFTER} asks to wait. */
    static final int RETRY_AFTER = 1;

    /** Longer than the client's time limit in these tests; the real one is 30 s. */
    private static final Duration LONG = Duration.ofSeconds(3);

    private final FaultKind kind;
    private final int status;
    private final Carried carried;

    PlatformFault(FaultKind kind, int status, Carried carried) {
        this.kind = kind;
        this.status = status;
        this.carried = carried;
    }

    Carried carried() {
        return carried;
    }

    /** Whether a look-up that meets it once may be repeated. */
    boolean isPassing() {
        return carried != Carried.NEVER;
    }

    int status() {
        return status;
    }

    /**
     * The emulator's rule.
     *
     * @param times how many requests meet it; 0 for all
     */
    FaultRule rule(PlatformCall call, int times) {
        FaultRule rule = FaultRule.once(call.method(), call.path(), kind)
                .after(call.earlier())
                .times(times);
        if (kind == FaultKind.STATUS) {
            rule = rule.status(status);
        }
        if (kind == FaultKind.STALL) {
            rule = rule.lasting(LONG);
        }
        return this == STATUS_429_RETRY_AFTER ? rule.retryAfter(RETRY_AFTER) : rule;
    }
}
