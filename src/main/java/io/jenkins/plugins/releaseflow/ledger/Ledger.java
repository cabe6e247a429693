package io.jenkins.plugins.releaseflow.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The histories of all environments, under one folder. Safe for use by many threads. */
public final class Ledger {
    private final Path environments;
    private final Map<String, EnvironmentLedger> opened = new ConcurrentHashMap<>();

    /**
     * @param directory the folder {@code release-flow} under the home directory; made when first written to
     */
    public Ledger(Path directory) {
        this.environments = directory.resolve("environments");
    }

    /**
     * The history of an environment, new where there is none yet.
     *
     * @throws IllegalArgumentException where the name can't be used
     * @throws LedgerException where its folder can't be made or read
     */
    public EnvironmentLedger environment(String name) {
        EnvironmentName.check(name);
        return opened.computeIfAbsent(name, checked -> new EnvironmentLedger(checked, environments.resolve(checked)));
    }

    /** Names of the environments that have a history, sorted. */
    public List<String> environments() {
        if (!Files.isDirectory(environments)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(environments)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(EnvironmentName::isValid)
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new LedgerException("Can't read " + environments + ": " + failure.getMessage(), failure);
        }
    }
}
