package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Northflank's own JavaScript client drives the emulator. Needs Node and npm; without them, or where the client cannot
 * be installed, the test is skipped, but never on a build server ({@code CI=true}).
 */
@Timeout(300)
class JavaScriptClientTest {
    private static final Path SOURCES = Path.of("src/test/js");
    private static final Path INSTALLED = Path.of("target/js-client");
    private static final List<String> FILES =
            List.of(".npmrc", "package.json", "package-lock.json", "drive-emulator.mjs");

    @Test
    void northflanksOwnClientFindsAllThatAReleaseNeeds(@TempDir Path directory) throws IOException {
        assumeOutsideCi(isOnPath("node") && isOnPath("npm"), "Node and npm are missing; install them to run this test");
        install();
        try (Shop shop = new Shop(directory).start()) {
            shop.built(shop.commit("one"));
            Outcome outcome = run(
                    List.of("node", "drive-emulator.mjs"),
                    Map.of(
                            "EMULATOR_ADDRESS", shop.emulator().address().toString(),
                            "EMULATOR_TOKEN", shop.emulator().token(),
                            "EMULATOR_SERVICE", shop.service().toString()));
            assertThat(outcome.code()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("ok a log can be followed", "ok what does not exist is named");
        }
    }

    private static void install() throws IOException {
        Files.createDirectories(INSTALLED);
        Path marker = INSTALLED.resolve("installed-lock.json");
        byte[] lock = Files.readAllBytes(SOURCES.resolve("package-lock.json"));
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.exists(marker) && Arrays.equals(Files.readAllBytes(marker), lock)) {
            return;
        }
        Outcome outcome = run(List.of("npm", "ci"), Map.of());
        assumeOutsideCi(outcome.code() == 0, "npm cannot install Northflank's client: " + outcome.output());
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

    private static Outcome run(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(INSTALLED.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private record Outcome(int code, String output) {}
}
