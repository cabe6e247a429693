package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.RecordedRequest;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake is told in one line with the remedy and a fitting exit code, and leaves nothing behind that the record does not show. */
class MistakesTest {

    @TempDir
    private static Path shared;

    private static SmallProject project;
    private static Emulator emulator;
    private static Path token;

    @TempDir
    private Path home;

    private int requestsBefore;

    @BeforeAll
    static void servePlatform() throws IOException {
        project = new SmallProject(shared.resolve("project"));
        emulator = Emulator.start(
                ProjectFile.read(project.file(), shared), shared.resolve("platform"), EmulatorOptions.defaults());
        assertThat(emulator.awaitBuilds(Duration.ofSeconds(60))).isTrue();
        token = Files.writeString(shared.resolve("token"), emulator.token() + "\n");
    }

    @AfterAll
    static void endPlatform() {
        emulator.close();
    }

    @BeforeEach
    void countRequests() {
        requestsBefore = emulator.requests().size();
    }

    @Test
    void wrongParameterNameIsFoundBeforeAnythingRuns() throws IOException {
        Path file = project.releasing("parameter", "runJob job: 'migrate', comand: 'x'");

        assertWrongUse(rehearse(file), file + ":2: ", "'comand'", "Did you mean 'command'?");
    }

    @Test
    void misspeltStepIsFoundBeforeAnythingRuns() throws IOException {
        Path file = project.jenkinsfile(
                "step",
                "pipeline {",
                "    agent none",
                "    stages {",
                "        stage('Release') {",
                "            steps {",
                "                runJobb job: 'migrate'",
                "            }",
                "        }",
                "    }",
                "}");

        assertWrongUse(rehearse(file), file + ":6: ", "'runJobb'", "Did you mean 'runJob'?");
    }

    @Test
    void misspeltStepOfAScriptedPipelineIsOnRecordWhenItIsReached() throws IOException {
        Path file = project.releasing("scripted-step", "echo 'now'", "runJobb job: 'migrate'");

        Ended ended = rehearse(file);

        assertThat(ended.exitCode()).isEqualTo(2);
        Mistakes.assertOneLine(ended, "ERROR: ", file + ":3: ", "'runJobb'", "Did you mean 'runJob'?");
        assertThat(show().path("state").textValue()).isEqualTo("failed");
        assertThat(show().path("message").textValue()).contains("Did you mean 'runJob'?");
        assertThat(requests()).isEmpty();
    }

    @Test
    void missingParameterIsFoundBeforeAnythingRuns() throws IOException {
        Path file = project.releasing("missing", "runJob command: 'x'");

        assertWrongUse(rehearse(file), file + ":2: ", "'job'");
    }

    @Test
    void syntaxErrorIsFoundBeforeAnythingRuns() throws IOException {
        Path file = project.jenkinsfile("syntax", "releaseFlow(environment: 'test') {", "    runJob job: 'migrate'");

        assertWrongUse(rehearse(file), file + ":");
    }

    @Test
    void missingJenkinsfileIsNamed() {
        Path file = home.resolve("Jenkinsfile");

        assertWrongUse(rehearse(file), "There is no Jenkinsfile at '" + file + "'", "Give the path of one");
    }

    @Test
    void wrongUseIsADocumentForWhoAskedForOne() {
        Path file = home.resolve("Jenkinsfile");

        Ended ended = rehearse(file, "--json");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.json().path("exitCode").intValue()).isEqualTo(2);
        assertThat(ended.json().path("failure").textValue()).contains("There is no Jenkinsfile at '" + file + "'");
        assertThat(ended.err().lines()).hasSize(1);
    }

    @Test
    void runThatMakesNoReleaseSaysSo() throws IOException {
        Ended ended = rehearse(project.jenkinsfile("idle", "echo 'nothing to release'"));

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("No release was made");
    }

    @Test
    void valueThatCantBeIsToldWithItsLine() throws IOException {
        Ended ended = rehearse(project.releasing("type", "runBackup addon: 'orders', type: 'full'"));

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .contains("ERROR: type: 'full' is not known; use dump or snapshot", "in ", "type", ":2, runBackup");
    }

    @Test
    void questionThatWouldNeverBeAskedIsRefused() throws IOException {
        Ended ended = rehearse(project.releasing("query", "runBackup addon: 'data', verifyQuery: 'select 1'"));

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .contains("ERROR: verifyQuery: 'select 1' would never be asked; give verify: true as well");
    }

    @Test
    void backupThatCantBeTriedIsRefusedBeforeItIsMade() throws IOException {
        Ended ended = rehearse(project.releasing("sqlite", "runBackup addon: 'data', verify: true"));

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).contains("verify: addon 'data' is of the type sqlite");
        assertThat(requests()).extracting(RecordedRequest::method).containsOnly("GET");
    }

    @Test
    void missingProjectFileIsNamed() {
        Path file = home.resolve("rehearsal.yaml");

        assertWrongUse(
                CommandLineCall.call("--home", home, "--project", file),
                "--project: there is no file " + file,
                "write one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "job: { migrate: {} }| :2:1: unknown key 'job' in 'the file'; did you mean 'jobs'?",
                "jobs: [| :3:1: not valid YAML",
                "jobs: { migrate: { build: app, command: x } }| :2:27: there is no build service 'app'; define one first",
            })
    void brokenProjectFileIsToldWithLineAndColumn(String line, String message) throws IOException {
        Path file = Files.writeString(home.resolve("rehearsal.yaml"), "project: small\n" + line + "\n");

        assertWrongUse(CommandLineCall.call("--home", home, "--project", file), file + message);
    }

    @Test
    void unknownEnvironmentOnTheCommandLineIsToldWithTheKnownOnes() throws IOException {
        Path file = project.jenkinsfile("environment-option", "runJob job: 'migrate'");

        assertWrongUse(
                rehearse(file, "--environment", "live"), "--environment: there is no environment 'live'", ": test");
    }

    @Test
    void unknownEnvironmentInTheJenkinsfileFailsTheBuildWithTheKnownOnes() throws IOException {
        Path file = project.jenkinsfile("environment", "releaseFlow(environment: 'live') { echo 'never' }");

        Ended ended = rehearse(file);

        assertThat(ended.exitCode()).isEqualTo(1);
        Mistakes.assertOneLine(
                ended, "ERROR: ", "environment: there is no environment 'live'; configured environments: test");
        assertNothingHappened();
    }

    @Test
    void branchThatMayNotReleaseIsRefusedWithTheRemedy() throws IOException {
        Ended ended = rehearse(project.releasing("branch", "runJob job: 'migrate'"), "--branch", "spike");

        assertThat(ended.exitCode()).isEqualTo(1);
        Mistakes.assertOneLine(
                ended,
                "ERROR: ",
                "branch 'spike' may not release to 'test'",
                "branches that may: main",
                "Release from one");
        assertNothingHappened();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runJob job: 'migrat'|Run job migrat|job 'migrat'",
                "runBackup addon: 'dat', type: 'dump'|Back up dat|addon 'dat'",
                "deployBuild build: 'ap', branch: 'main', commit: 'latest', target: job('migrate')"
                        + "|Deploy build to job migrate|build service 'ap'",
                "deployBuild build: 'app', branch: 'spike', commit: 'latest', target: job('migrate')"
                        + "|Deploy build to job migrate|branch: build service 'app' has no build of branch 'spike'",
                "deployBuild build: 'app', branch: 'main', commit: 'c0ffee0', target: job('migrate')"
                        + "|Deploy build to job migrate|c0ffee0",
                "deployBuild build: 'app', branch: 'main', commit: 'latest', target: job('migrat')"
                        + "|Deploy build to job migrat|job 'migrat'",
                "deployService service: 'sho', build: 'app', branch: 'main', commit: 'latest'"
                        + "|Deploy service sho|service 'sho'",
            })
    void whatThePlatformDoesNotHaveFailsTheReleaseAndIsOnRecord(String step, String node, String named)
            throws IOException {
        Ended ended = rehearse(project.releasing("unknown", step));

        assertThat(ended.exitCode()).isEqualTo(1);
        Mistakes.assertOneLine(ended, "ERROR: " + node + " did not complete (failed): ", named);
        JsonNode failed = recorded();
        assertThat(failed.at("/nodes/0/label").textValue()).isEqualTo(node);
        assertThat(failed.at("/nodes/0/failure/message").textValue()).contains(named);
        assertNothingStarted();
    }

    @Test
    void unreachablePlatformFailsTheReleaseAndIsOnRecord() throws IOException {
        String url = "http://127.0.0.1:" + closedPort();

        Ended ended = rehearseOn(url, project.releasing("unreachable", "runJob job: 'migrate'"));

        assertThat(ended.exitCode()).isEqualTo(1);
        Mistakes.assertOneLine(ended, "ERROR: ", url + ". Check the URL");
        assertThat(recorded().at("/nodes/0/failure/message").textValue()).contains("can't be reached at " + url);
    }

    @Test
    void wrongTokenFailsTheReleaseAndIsOnRecordWithoutTheToken() throws IOException {
        Path wrong = Files.writeString(home.resolve("token"), "not-the-token");
        Path file = project.releasing("token", "runJob job: 'migrate'");

        Ended ended = CommandLineCall.call(
                file,
                "--project",
                project.file(),
                "--home",
                home,
                "--platform",
                emulator.address(),
                "--token-file",
                wrong);

        assertThat(ended.exitCode()).isEqualTo(1);
        Mistakes.assertOneLine(ended, "ERROR: ", "token");
        assertThat(ended.out() + ended.err() + recorded()).doesNotContain("not-the-token");
        assertThat(recorded().at("/nodes/0/failure/answer").textValue()).contains("answered 401");
        assertNothingStarted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:8080",
                "https://api.northflank.com",
                "http://127.0.0.1.example.org",
                "http://localhost@example.org:80",
                "ftp://127.0.0.1",
                "127.0.0.1:8080",
                "not a url",
            })
    void platformElsewhereIsRefused(String url) throws IOException {
        assertWrongUse(
                rehearseOn(url, project.releasing("elsewhere", "runJob job: 'migrate'")),
                "--platform: '" + url + "' is not",
                "use http://127.0.0.1:PORT");
    }

    @Test
    void unreadableTokenFileIsNamed() throws IOException {
        Path file = project.releasing("token-file", "runJob job: 'migrate'");

        assertWrongUse(
                CommandLineCall.call(
                        file,
                        "--project",
                        project.file(),
                        "--home",
                        home,
                        "--platform",
                        emulator.address(),
                        "--token-file",
                        home.resolve("nowhere")),
                "--token-file: can't read " + home.resolve("nowhere"),
                "name a file that holds the token");
    }

    @Test
    void unknownReleaseIsToldWithTheCommandThatListsThem() throws IOException {
        rehearse(project.releasing("one", "echo 'nothing to do'"));

        assertWrongCall(
                CommandLineCall.call("show", "7", "--home", home), "there is no release 7 of 'test'", "releases");
        assertWrongCall(
                CommandLineCall.call("show", "1", "--environment", "live", "--home", home),
                "--environment: there is no release of 'live' on record; environments with releases: test");
    }

    @Test
    void homeWithoutReleasesSaysHowToMakeOne() {
        assertWrongCall(
                CommandLineCall.call("show", "1", "--home", home), "There are no releases yet; ./rehearse makes one");
        assertThat(CommandLineCall.call("releases", "--home", home).out())
                .isEqualTo("No releases yet. ./rehearse makes one.\n");
    }

    @Test
    void commandBehindItsOptionsIsToldWhereItBelongs() {
        assertWrongCall(
                CommandLineCall.call("--home", home, "releases"),
                "'releases' is a command, and comes before its options: ./rehearse releases --home DIR");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void portThatCantBeIsToldBeforeThePlatformStarts(int port) {
        Ended ended = CommandLineCall.call("emulate", "--project", project.file(), "--home", home, "--port", port);

        assertWrongCall(ended, "--port: " + port + " is no port; use one from 1 to 65535");
    }

    @Test
    void portThatIsTakenIsToldWithTheRemedy() {
        int taken = emulator.address().getPort();

        Ended ended = CommandLineCall.call("emulate", "--project", project.file(), "--home", home, "--port", taken);

        assertThat(ended.exitCode()).isEqualTo(2);
        Mistakes.assertOneLine(ended, "rehearse: ", Integer.toString(taken));
    }

    @Test
    void recordThatCantBeReadIsNamed() throws IOException {
        Path record = home.resolve("jenkins/release-flow/environments/test/releases/1/events.jsonl");
        Files.createDirectories(record);

        Ended ended = CommandLineCall.call("show", "1", "--home", home);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo("rehearse: Can't read " + record + ": Is a directory\n");
    }

    @Test
    void damagedHomeIsToldInOneLineAndItsDetailsAreLogged() throws IOException {
        Files.writeString(Files.createDirectory(home.resolve("platform")).resolve("created.json"), "{damaged");

        Ended ended = CommandLineCall.call("emulate", "--project", project.file(), "--home", home);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).startsWith("rehearse: failed, ").contains("rehearsal.log");
        assertThat(home.resolve("rehearsal.log")).content().containsPattern("(?m)^\\s+at .*StateFile");
    }

    @Test
    void homeThatCantBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");

        Ended ended = CommandLineCall.call(
                project.releasing("home", "runJob job: 'migrate'"), "--project", project.file(), "--home", file);

        assertWrongCall(ended, "--home: can't ", file.toString(), "name another folder");
    }

    /** Below a file nobody can write, not even a superuser. */
    @ParameterizedTest
    @ValueSource(strings = {"release-flow", "release-flow/environments", "release-flow/environments/test/releases"})
    void recordThatCantBeWrittenIsToldBeforeThePlatformIsAsked(String unwritable) throws IOException {
        Path blocked = home.resolve("jenkins").resolve(unwritable);
        Files.createDirectories(blocked.getParent());
        Files.writeString(blocked, "");

        Ended ended = rehearse(project.releasing("unwritable", "runJob job: 'migrate'"));

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(1);
        Mistakes.assertOneLine(
                ended,
                // A ledger that is there is read before the Jenkinsfile.
                (unwritable.endsWith("/releases") ? "rehearse: " : "ERROR: ") + "Can't write the release record "
                        + home.resolve("jenkins/release-flow"),
                "Nothing was started. Make room or mend the permissions, and run again");
        assertThat(requests()).isEmpty();
        assertThat(blocked).isEmptyFile();
    }

    private Ended rehearse(Path jenkinsfile, String... more) {
        return rehearseOn(emulator.address().toString(), jenkinsfile, more);
    }

    private Ended rehearseOn(String url, Path jenkinsfile, String... more) {
        Object[] arguments = new Object[9 + more.length];
        List.of(jenkinsfile, "--project", project.file(), "--home", home, "--platform", url, "--token-file", token)
                .toArray(arguments);
        System.arraycopy(more, 0, arguments, 9, more.length);
        return CommandLineCall.call(arguments);
    }

    private void assertWrongUse(Ended ended, String... words) {
        assertWrongCall(ended, words);
        assertNothingHappened();
    }

    private static void assertWrongCall(Ended ended, String... words) {
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(2);
        Mistakes.assertOneLine(ended, "rehearse: ", words);
        assertThat(ended.err().lines()).as(ended.err()).hasSize(1);
    }

    /** No release on record, and nothing asked of the platform. */
    private void assertNothingHappened() {
        assertThat(CommandLineCall.call("releases", "--home", home, "--json")
                        .json()
                        .path("releases"))
                .isEmpty();
        assertThat(requests()).isEmpty();
    }

    /** Nothing was asked of the platform that it did. */
    private void assertNothingStarted() {
        assertThat(requests())
                .filteredOn(request -> !request.method().equals("GET") && request.status() < 400)
                .isEmpty();
    }

    /** Without those by which the rehearsal has itself notified: they ask for nothing to be done. */
    private List<RecordedRequest> requests() {
        List<RecordedRequest> all = emulator.requests();
        return all.subList(requestsBefore, all.size()).stream()
                .filter(request -> !request.path().startsWith("/v1/integrations/notifications"))
                .toList();
    }

    /** The home's only release, which failed with its only node. */
    private JsonNode recorded() {
        JsonNode release = show();
        assertThat(release.path("state").textValue()).isEqualTo("failed");
        assertThat(release.path("nodes")).hasSize(1);
        assertThat(release.at("/nodes/0/state").textValue()).isEqualTo("failed");
        assertThat(release.path("endedAt").isTextual()).isTrue();
        return release;
    }

    private JsonNode show() {
        return CommandLineCall.call("show", "1", "--home", home, "--json").json();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
