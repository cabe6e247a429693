package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.documentation.CompatibilityTable;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.SharedBudget;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Operation;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildRequest;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client asks Northflank for what docs/compatibility.md says, and for nothing else. */
class OperationsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/jenkins/plugins/releaseflow/platform/northflank");
    private static final String UNKNOWN = "unknown";

    private Shop shop;
    private NorthflankPlatform platform;

    @Test
    void everyOperationOfTheClientIsInTheTableAndTheOtherWayRound(@TempDir Path directory) throws IOException {
        try (Shop started = new Shop(directory).with(Shop.QUICK.withPace(Duration.ofMillis(100)))) {
            shop = started;
            String commit = shop.commit("one");
            shop.start().built(commit);
            platform = connect("shop");
            look();
            backUpAndRestore();
            deployAndRun();
            build();
            tryABackup();
            Set<String> asked = shop.emulator().requests().stream()
                    .map(Operation::of)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(asked)
                    .isEqualTo(CompatibilityTable.read().calls("Our client").keySet());
        }
    }

    /** Catches an operation that the drive above knows nothing of. */
    @Test
    void everyWordOfTheClientsPathsIsInTheTable() throws IOException {
        Set<String> known = CompatibilityTable.read().calls("Our client").keySet().stream()
                .flatMap(operation -> Stream.of(operation.split("[ /]")))
                .collect(Collectors.toSet());
        Pattern words = Pattern.compile("paths\\.project\\(([^;]*?)\\)|\"(/[a-z/-]+)[\"?]");
        Pattern literal = Pattern.compile("(?:^|[,(\"/])\\s*\"?/?([a-z][a-z-]+)\"?(?=[\",/)]|$)");
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                words.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : quoted(found.group(1)))
                        .flatMap(text -> literal.matcher(text).results())
                        .map(found -> found.group(1))
                        .filter(word -> !word.equals("teams"))
                        .forEach(word ->
                                assertThat(known).as("%s in %s", word, file).contains(word));
            }
        }
    }

    /** The literals of a call's arguments. */
    private static String quoted(String arguments) {
        return Pattern.compile("\"[^\"]*\"")
                .matcher(arguments)
                .results()
                .map(found -> found.group())
                .collect(Collectors.joining(","));
    }

    private NorthflankPlatform connect(String project) {
        return NorthflankPlatform.connect(
                settings(project), () -> shop.emulator().token(), Given.http(), Clock.systemUTC());
    }

    private NorthflankConnectionSettings settings(String project) {
        return new NorthflankConnectionSettings(shop.emulator().address(), Optional.empty(), project);
    }

    private void look() {
        Given.answer(platform.check());
        Given.answer(platform.projects());
        Given.answer(platform.builds("shop-build"));
        Given.answer(platform.branches("shop-build"));
        Given.trouble(platform.builds(UNKNOWN));
        Given.trouble(platform.baseline(new JobRunRequest(UNKNOWN, Optional.empty(), Map.of())));
        Given.trouble(platform.completedBackups(UNKNOWN));
        for (OperationKind kind : List.of(OperationKind.JOB_RUN, OperationKind.BACKUP, OperationKind.BUILD)) {
            String resource = Map.of(
                            OperationKind.JOB_RUN, "migrate",
                            OperationKind.BACKUP, "orders",
                            OperationKind.BUILD, "shop-build")
                    .get(kind);
            OperationReference gone = new OperationReference(kind, resource, UNKNOWN, Map.of());
            assertThat(status(gone).phase()).isEqualTo(OperationPhase.VANISHED);
        }
    }

    private void backUpAndRestore() {
        OperationReference backup = start(dump("pre-release"));
        assertThat(end(backup).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        Given.answer(platform.log(backup, LogPosition.start()));
        Given.answer(platform.retainBackup("orders", backup.id()));
        stopIfInTime(start(dump("stopped")));
        OperationReference restore = start(new RestoreRequest("orders", backup.id()));
        assertThat(end(restore).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        Given.answer(platform.log(restore, LogPosition.start()));
        stopIfInTime(start(new RestoreRequest("orders", backup.id())));
    }

    /** On a busy machine an operation can be over before it is stopped; it was asked to stop all the same. */
    private void stopIfInTime(OperationReference reference) {
        Given.answer(platform.stop(reference).exceptionally(conflict -> null));
        Given.end(platform, reference);
    }

    private static BackupRequest dump(String name) {
        return new BackupRequest("orders", BackupType.DUMP, Compression.GZ, name);
    }

    private void deployAndRun() {
        BuildPin pin = Given.pin(platform.resolve(new BuildSelector(
                "shop-build", Optional.of("main"), Optional.empty(), BuildSelector.LATEST, Optional.empty())));
        end(start(new DeploymentRequest(Target.job("migrate"), pin, Optional.empty())));
        OperationReference failing = start(new JobRunRequest("migrate", Optional.of("exit 3"), Map.of()));
        assertThat(end(failing).phase()).isEqualTo(OperationPhase.FAILED);
        Given.answer(platform.log(failing, LogPosition.start()));
        Given.answer(
                platform.stop(start(new JobRunRequest("migrate", Optional.of("exec tail -f /dev/null"), Map.of()))));
        OperationReference deployment = start(new DeploymentRequest(Target.service("web"), pin, Optional.empty()));
        assertThat(end(deployment).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        Given.answer(platform.lastWords(deployment, 10));
        Given.answer(platform.pause(Target.service("web")));
        Given.answer(platform.resume(Target.service("web")));
    }

    private void build() {
        OperationReference build = start(BuildRequest.of(new BuildSelector(
                "shop-build", Optional.of("main"), Optional.empty(), BuildSelector.LATEST, Optional.empty())));
        assertThat(end(build).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        Given.answer(platform.log(build, LogPosition.start()));
        Given.trouble(platform.stop(build));
    }

    /** Up to the question, for which this kind of database has no program; a command is run all the same. */
    private void tryABackup() {
        NorthflankTransport transport = new NorthflankTransport(
                shop.emulator().address(),
                () -> shop.emulator().token(),
                Given.http(),
                Clock.systemUTC(),
                NorthflankTransport.TIMEOUT,
                new SharedBudget());
        NorthflankPaths paths = new NorthflankPaths(settings("shop"));
        BackupTrials trials = new BackupTrials(transport, paths, new NorthflankLists(transport), "shop");
        OperationReference backup = new OperationReference(
                OperationKind.BACKUP, "orders", "pre-release", Map.of("type", "dump", BackupTrials.QUERY, ""));
        OperationStatus completed = status(backup);
        OperationStatus end = Given.until(() -> Given.answer(trials.look(backup, completed)), status -> status.phase()
                .isEnd());
        assertThat(end.message()).contains("credentials hold no address");
        NorthflankExec.Ended ended =
                Given.answer(transport.exec().run(paths.project("addons", "orders"), List.of("echo", "heard")));
        assertThat(ended.out()).isEqualToIgnoringNewLines("heard");
    }

    private OperationReference start(OperationRequest request) {
        return Given.answer(platform.start(request, Given.answer(platform.baseline(request))));
    }

    private OperationStatus status(OperationReference reference) {
        return Given.answer(platform.observe(Set.of(reference))).get(reference);
    }

    private OperationStatus end(OperationReference reference) {
        return Given.end(platform, reference);
    }
}
