package io.jenkins.plugins.releaseflow.platform;

/** The kinds of things that a platform has and that a step can name. */
public enum ResourceKind {
    ADDON,
    JOB,
    /** A deployment service, or one that builds and deploys. */
    SERVICE,
    /** What builds images. One that also deploys is a {@link #SERVICE} too. */
    BUILD_SERVICE
}
