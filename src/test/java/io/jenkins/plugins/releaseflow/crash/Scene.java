package io.jenkins.plugins.releaseflow.crash;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A platform on which version one is live and version two is built, and a home for the hosts that release it. The migration leaves a line in a file each time
 * that it is started, and ends only once it was seen at work, or when the gate is opened for it.
 */
final class Scene implements AutoCloseable {
    static final String RUNS = "/jobs/migrate/runs";

    private static final String OLD = "one";
    private static final String NEW = "two";
    private static final Duration NEVER = Duration.ofDays(1);

    private final Path home;
    private final Path starts;
    private final Path gate;
    private final Shop shop;
    private final PlatformProxy proxy;
    private final int requestsBefore;

    private Scene(Path directory) throws IOException {
        this.home = Files.createDirectories(directory.resolve("home"));
        this.starts = directory.resolve("starts");
        this.gate = directory.resolve("gate");
        this.shop = new Shop(directory)
                .with(Shop.QUICK.withCommitPoll(NEVER))
                .replace(
                        "echo \"migrating $DATABASE with $(cat version)\"",
                        "echo \"$VERSION\" >> " + starts + "; while [ ! -e " + gate
                                + " ]; do sleep 0.02; done; echo migrated");
        String one = shop.commit(OLD);
        shop.commit("feature/two", NEW, Map.of());
        shop.start();
        shop.deployJob(one);
        shop.deployService(one);
        this.requestsBefore = shop.emulator().requests().size();
        this.proxy = new PlatformProxy(shop.emulator().address(), this::heard);
    }

    /** Sets it up in a folder that may be missing. */
    static Scene set(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new Scene(directory);
    }

    private void heard(Call call) {
        if (call.method().equals("GET") && call.path().equals(RUNS) && call.phase() > 2 && call.occurrence() > 1) {
            openGate();
        }
    }

    /** Lets the migration end. */
    void openGate() {
        try {
            Files.write(gate, new byte[0], StandardOpenOption.CREATE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    PlatformProxy proxy() {
        return proxy;
    }

    Shop shop() {
        return shop;
    }

    EnvironmentLedger ledger() {
        return new Ledger(home).environment(CrashHost.ENVIRONMENT);
    }

    HostProcess host(CrashHost.Mode mode, int stopAfter) throws IOException {
        return HostProcess.start(mode, home, proxy.address(), shop.emulator().token(), stopAfter);
    }

    /** How often the migration was started. */
    int starts() throws IOException {
        return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
    }

    /** How often the platform carried out a POST to that path below the project, since the scene was set. */
    long carriedOut(String path) {
        List<RecordedRequest> requests = shop.emulator().requests();
        return requests.subList(requestsBefore, requests.size()).stream()
                .filter(request -> request.method().equals("POST") && request.status() == 200)
                .filter(request -> Call.generalised(request.path()).equals(path))
                .count();
    }

    @Override
    public void close() {
        openGate();
        proxy.close();
        shop.close();
    }
}
