package io.jenkins.plugins.releaseflow.release;

/** What a build can be deployed to. */
public enum TargetType {
    JOB,
    SERVICE;

    /** The word used in Jenkinsfiles and in records: {@code job} or {@code service}. */
    public String word() {
        return this == JOB ? "job" : "service";
    }
}
