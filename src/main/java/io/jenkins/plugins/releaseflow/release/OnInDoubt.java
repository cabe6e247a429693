package io.jenkins.plugins.releaseflow.release;

/** What a node does when it is not certain what the platform made of its request. */
public enum OnInDoubt {
    /** It waits for a person to decide. The release stays open and keeps its lock; no thread is held. */
    ASK,
    /** It ends in doubt, and so does its release. */
    FAIL,
    /** It is run again. Only for work that may be done twice. */
    RERUN
}
