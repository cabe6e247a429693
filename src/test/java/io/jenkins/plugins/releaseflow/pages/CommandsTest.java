package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.cli.CLICommand;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.release.NodeState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of Jenkins' command line, as a user gives them. */
@Timeout(60)
class CommandsTest {
    /** What a command printed, and its exit code. */
    private record Called(int exitCode, String out, String err) {}

    @TempDir
    private Path home;

    private ReleaseInDoubt given;

    @BeforeEach
    void start() throws IOException {
        given = new ReleaseInDoubt(home);
    }

    @AfterEach
    void stop() {
        given.close();
    }

    @Test
    void aDoubtIsResolved() {
        given.grantOnJob(ReleasePermissions.RESOLVE);

        Called called = call("release-flow-resolve", "production", "1", "n1", "completed", "--reason", "seen");

        assertThat(called)
                .isEqualTo(new Called(
                        0,
                        "Run job migrate (n1) of release production #1 is completed now, decided by bob: seen\n",
                        ""));
        assertThat(given.stepResult().state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void whoMayNotIsRefused() {
        Called called = call("release-flow-resolve", "production", "1", "n1", "completed", "--reason", "seen");

        assertThat(called.exitCode()).isEqualTo(6);
        assertThat(called.err()).contains("ERROR: bob is missing the Release/Resolve permission");
        assertThat(given.state()).isEqualTo(NodeState.IN_DOUBT);
    }

    @Test
    void whatIsWrongIsToldInTheWordsOfTheUrls() {
        given.grantOnJob(ReleasePermissions.RESOLVE);

        Called called = call("release-flow-resolve", "production", "1", "n1", "adopt", "--reason", "seen");

        assertThat(called.exitCode()).isEqualTo(5);
        assertThat(called.err()).contains("ERROR: operation: is missing");
    }

    @Test
    void aReasonIsNeeded() {
        given.grantOnJob(ReleasePermissions.RESOLVE);

        assertThat(call("release-flow-resolve", "production", "1", "n1", "failed")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void anEnvironmentIsHeldShownAndLifted() {
        given.grantOnJenkins(ReleasePermissions.MANAGE, ReleasePermissions.VIEW);

        assertThat(call("release-flow-hold", "production", "--reason", "freeze").out())
                .matches("production is on hold since .* by bob: freeze\n");
        assertThat(call("release-flow-status", "production").out()).contains("\"why\" : \"freeze\"");
        assertThat(call("release-flow-lift", "production", "--reason", "over").exitCode())
                .isZero();
        assertThat(call("release-flow-lift", "production", "--reason", "over").err())
                .contains("ERROR: environment: production is not on hold");
    }

    @Test
    void aLockIsBrokenByWhoMayManage() {
        given.grantOnJob(ReleasePermissions.MANAGE);
        assertThat(call("release-flow-break-lock", "production", "--reason", "hangs")
                        .exitCode())
                .isEqualTo(6);

        given.grantOnJenkins(ReleasePermissions.MANAGE);

        assertThat(call("release-flow-break-lock", "production", "--reason", "hangs")
                        .out())
                .startsWith("Release production #1 (<b>v1</b>) ended as in-doubt");
        assertThat(given.record().isOpen()).isFalse();
    }

    /** As Jenkins does: an object for each call. */
    private static CLICommand fresh(String name) {
        Class<? extends CLICommand> type = ExtensionList.lookup(CLICommand.class).stream()
                .filter(known -> known.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getClass();
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException notUsable) {
            throw new AssertionError(notUsable);
        }
    }

    private Called call(String name, String... arguments) {
        CLICommand command = fresh(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = given.asBob(() -> command.main(
                List.of(arguments),
                Locale.ENGLISH,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
        return new Called(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
