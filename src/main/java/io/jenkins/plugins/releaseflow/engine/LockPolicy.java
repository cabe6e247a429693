package io.jenkins.plugins.releaseflow.engine;

/** What a new release does about others of its environment that still wait for the lock. */
public enum LockPolicy {
    /** Waits behind them. */
    QUEUE,
    /** Ends them and takes their place. The one that runs is left alone: half a release is worse than a finished one. */
    SUPERSEDE
}
