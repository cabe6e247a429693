package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of databases. */
public enum AddonType {
    SQLITE("sqlite", "sqlite", List.of("path", "url", "jdbcUrl")),
    POSTGRES("postgres", "postgresql", List.of("host", "port", "database", "user", "password", "url", "jdbcUrl"));

    private final String word;
    private final String apiName;
    private final List<String> references;

    AddonType(String word, String apiName, List<String> references) {
        this.word = word;
        this.apiName = apiName;
        this.references = references;
    }

    /** How the API names it. */
    public String apiName() {
        return apiName;
    }

    /** The type of this name in the API. */
    public static Optional<AddonType> ofApi(String name) {
        return Stream.of(values()).filter(type -> type.apiName.equals(name)).findFirst();
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
