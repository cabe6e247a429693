package io.jenkins.plugins.releaseflow.trigger;

/** Which new builds start a job. The words are those of Northflank's "run on image change". */
public enum BuildPolicy {
    /** None. */
    NEVER,
    /** The newest, where its commit is another than that of the last one: what continuous delivery would roll out. */
    CD_PROMOTE,
    /** Every single one, oldest first, also a commit that is built again. */
    ALWAYS
}
