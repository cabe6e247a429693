package io.jenkins.plugins.releaseflow.release;

/** What a migration does to the code that ran before it. Declared in the Jenkinsfile; tells a later rollback what it may do. */
public enum MigrationVerdict {
    /** It changes no schema. */
    NONE,
    /** It only adds: the code before it works with the new schema. */
    EXPAND,
    /** The code before it does not work with the new schema, and the migration can be undone without loss. */
    REVERSIBLE,
    /** It removes or changes data that the code before it needs. */
    DESTRUCTIVE,
    /** Nobody said. */
    UNKNOWN
}
