package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Northflank's JavaScript client and command line, installed by npm in the versions that are locked, with the programs that drive them compiled. */
final class OfficialClients {
    private static final Path SOURCES = Path.of("src/test/js");
    private static final Path INSTALLED = Path.of("target/official-clients");
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String LOCK = "package-lock.json";
    private static final List<String> FILES = List.of(
            ".npmrc",
            "package.json",
            LOCK,
            "tsconfig.json",
            "answers.mts",
            "calls.mts",
            "drive-client.mts",
            "drive-cli.mjs");

    private OfficialClients() {}

    /** How a program ended, and what it printed. */
    record Outcome(int code, String output) {}

    /** Skips the test where that can't be done; fails on a build server. */
    static OfficialClients install() throws IOException {
        assumeOutsideCi(isOnPath("node") && isOnPath("npm"), "Node and npm are missing; install them to run this test");
        Files.createDirectories(INSTALLED);
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        OfficialClients clients = new OfficialClients();
        clients.installPackages();
        Outcome compiled = clients.run(List.of("node", "node_modules/typescript/bin/tsc", "-p", "."), Map.of());
        assertThat(compiled.code()).as(compiled.output()).isZero();
        return clients;
    }

    private void installPackages() throws IOException {
        Path marker = INSTALLED.resolve("installed-lock.json");
        byte[] lock = Files.readAllBytes(SOURCES.resolve(LOCK));
        if (Files.exists(marker) && Arrays.equals(Files.readAllBytes(marker), lock)) {
            return;
        }
        Outcome outcome = run(List.of("npm", "ci"), Map.of());
        assumeOutsideCi(outcome.code() == 0, "npm cannot install Northflank's clients: " + outcome.output());
        Files.write(marker, lock);
    }

    private static void assumeOutsideCi(boolean condition, String message) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(condition).as(message).isTrue();
        } else {
            assumeTrue(condition, message);
        }
    }

    private static boolean isOnPath(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Runs a program where the clients are installed. */
    Outcome run(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(INSTALLED.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Path printed = Files.createTempFile(INSTALLED, "output", ".txt");
        Process process = builder.redirectOutput(printed.toFile()).start();
        try {
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String output = Files.readString(printed);
            assertThat(ended)
                    .as("%s is still going on after %s: %s", command, LIMIT, output)
                    .isTrue();
            return new Outcome(process.exitValue(), output);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            process.destroyForcibly();
            Files.delete(printed);
        }
    }
}
