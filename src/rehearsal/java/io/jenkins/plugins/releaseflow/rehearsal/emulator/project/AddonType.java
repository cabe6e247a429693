package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of databases. */
public enum AddonType {
    SQLITE("sqlite", List.of("path", "url", "jdbcUrl")),
    POSTGRES("postgres", List.of("host", "port", "database", "user", "password", "url", "jdbcUrl"));

    private final String word;
    private final List<String> references;

    AddonType(String word, List<String> references) {
        this.word = word;
        this.references = references;
    }

    /** What jobs and services can be told of it: {@code ${addons.ID.NAME}}. */
    public List<String> references() {
        return references;
    }

    /** How the project file names them. */
    static List<String> words() {
        return Stream.of(values()).map(type -> type.word).toList();
    }

    static AddonType of(String word) {
        return Stream.of(values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .orElseThrow();
    }
}
