package io.jenkins.plugins.releaseflow.release;

import java.util.Arrays;
import java.util.Optional;

/** What a rollback does to the database. */
public enum DatabaseWay {
    /** Nothing: only builds go back. */
    CODE_ONLY("code"),
    /** Each migration since runs its undo, by the build that is being left. */
    DOWN_MIGRATION("undo"),
    /** The data of a backup takes the place of what is there. */
    RESTORE("restore");

    private final String word;

    DatabaseWay(String word) {
        this.word = word;
    }

    /** The word used in Jenkinsfiles, in records and on URLs. */
    public String word() {
        return word;
    }

    /** The way that the word stands for; empty for any other. */
    public static Optional<DatabaseWay> of(String word) {
        return Arrays.stream(values()).filter(way -> way.word.equals(word)).findFirst();
    }
}
