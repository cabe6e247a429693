package io.jenkins.plugins.releaseflow.release;

/** What a job run does where another run of the same job is active on the platform, whoever started that. */
public enum Concurrency {
    /** It is not started, and says why. */
    FORBID,
    /** It waits until the other has ended. */
    QUEUE,
    /** It is started beside it. */
    ALLOW;

    /** What suits a job of which nothing else is said: only what is known to change no database may run beside itself. */
    public static Concurrency of(Migration migration) {
        return migration.verdict() == MigrationVerdict.NONE ? ALLOW : FORBID;
    }
}
