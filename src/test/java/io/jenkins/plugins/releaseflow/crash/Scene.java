package io.jenkins.plugins.releaseflow.crash;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.ShopServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A shop of which version one is live and version two is built, and a home for the hosts that release it. The migration leaves a line in a file each time that
 * it is started, and ends when the gate is opened for it; so version two of the service waits for its own gate.
 */
final class Scene {
    static final String RUNS = "/jobs/migrate/runs";

    private static final String OLD = "one";
    private static final String NEW = "two";
    private static final Duration NEVER = Duration.ofDays(1);

    private final Path jenkins;
    private final Path home;
    private final Path starts;
    private final Path migrationGate;
    private final Path serviceGate;
    private final Shop shop;

    private Scene(Path directory, Shop shop) throws IOException {
        this.jenkins = Files.createDirectories(directory.resolve("home"));
        this.home = Files.createDirectories(jenkins.resolve("release-flow"));
        this.starts = directory.resolve("starts");
        this.migrationGate = directory.resolve("migration-gate");
        this.serviceGate = directory.resolve("service-gate");
        this.shop = shop.replace(
                        "echo \"migrating $DATABASE with $(cat version)\"",
                        "cat version >> " + starts + "; while [ ! -e " + migrationGate
                                + " ]; do sleep 0.02; done; echo migrated for $GREETING")
                .replace("environment: { DATABASE:", "environment: { STARTS: '" + starts + "', DATABASE:")
                .replace(
                        "exec ",
                        "while [ \"$(cat version)\" = " + NEW + " -a ! -e " + serviceGate
                                + " ]; do sleep 0.02; done; exec ");
    }

    /** The shop of all scenes, with nothing of it running. */
    static Shop shop(Path directory) throws IOException {
        try (Shop shop = new Shop(Files.createDirectories(directory))
                .with(Shop.QUICK.withCommitPoll(NEVER))
                .replace(ShopServer.class.getName(), SmallServer.class.getName())) {
            String one = shop.commit(OLD);
            shop.commit("feature/two", NEW, Map.of());
            shop.start();
            shop.deployJob(one);
            shop.deployService(one);
            return shop;
        }
    }

    /** A scene of its own, in a folder that is missing. */
    static Scene set(Path directory, Shop shop) throws IOException {
        return new Scene(Files.createDirectories(directory), shop.copyTo(directory.resolve("shop")));
    }

    /** A scene that begins as this one has ended, in a folder that is missing. Nothing of this one may run. */
    Scene copyTo(Path directory, Shop template) throws IOException {
        Files.createDirectories(directory);
        copy(jenkins, directory.resolve("home"));
        Shop copied = template.copyTo(directory.resolve("shop"), shop);
        return new Scene(directory, copied);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    Shop shop() {
        return shop;
    }

    /** Where records are. */
    Path home() {
        return home;
    }

    /** The home of a host of builds, in which the records are. */
    Path jenkins() {
        return jenkins;
    }

    /** Lets the migration end. */
    void openMigrationGate() {
        open(migrationGate);
    }

    /** Lets version two of the service become healthy. */
    void openServiceGate() {
        open(serviceGate);
    }

    private static void open(Path gate) {
        try {
            Files.write(gate, new byte[0], StandardOpenOption.CREATE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    EnvironmentLedger ledger() {
        return new Ledger(home).environment(ReleaseHost.ENVIRONMENT);
    }

    /** Makes the home look as if the host was gone while it wrote the last event: half of its line is there, and lists do not know of it. */
    void tearLastEvent(int release) throws IOException {
        Path record = ledger().recordOf(release);
        String events = Files.readString(record);
        int lastLine = events.lastIndexOf('\n', events.length() - 2) + 1;
        Files.writeString(record, events.substring(0, (lastLine + events.length()) / 2));
        Path index =
                home.resolve("environments").resolve(ReleaseHost.ENVIRONMENT).resolve("index.jsonl");
        List<String> lines = Files.readAllLines(index);
        Files.write(index, lines.subList(0, lines.size() - 1), StandardCharsets.UTF_8);
    }

    /** The version that was there each time that the migration was started. */
    List<String> starts() throws IOException {
        return Files.exists(starts) ? Files.readAllLines(starts) : List.of();
    }
}
