package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.ShopServer;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A project on a real emulator: a repository with two branches that are built, a database with rows, a job and a service. */
final class EmulatedProject implements AutoCloseable {
    static final String OTHER_BRANCH = "feature/x";

    /** A pull request whose build ends well. */
    static final int GOOD = 7;

    /** A pull request whose build fails. */
    static final int FAILING = 8;

    /** A pull request whose build goes on until it is stopped. */
    static final int ENDLESS = 9;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Emulator emulator;

    private EmulatedProject(Emulator emulator) {
        this.emulator = emulator;
    }

    /** Starts it and waits until both branches are built. */
    static EmulatedProject start(Path directory) throws IOException {
        Path repository = Files.createDirectories(directory.resolve("repository"));
        git(repository, "init", "-q", "-b", "main");
        commit(repository, "one", "true");
        git(repository, "checkout", "-q", "-b", OTHER_BRANCH);
        commit(repository, "two", "true");
        pullRequest(repository, GOOD, "true");
        pullRequest(repository, FAILING, "echo no such file; exit 3");
        pullRequest(repository, ENDLESS, "exec tail -f /dev/null");
        Files.writeString(
                directory.resolve("seed.sql"),
                "create table orders (id integer primary key, item text);\ninsert into orders (item) values ('tea');\n");
        Path yaml = Files.writeString(directory.resolve("rehearsal.yaml"), yaml());
        EmulatedProject project = new EmulatedProject(Emulator.start(
                ProjectFile.read(yaml, directory), directory.resolve("state"), EmulatorOptions.defaults()));
        if (!project.emulator.awaitBuilds(LIMIT)) {
            project.close();
            throw new IllegalStateException("the branches were not built in time");
        }
        return project;
    }

    private static String yaml() {
        return """
                project: shop
                addons:
                  orders: { type: sqlite, seed: seed.sql }
                builds:
                  shop-build:
                    repository: repository
                    branches: [main, 'feature/*']
                    command: 'echo building; . "$SOURCE_DIR/how"; cp "$SOURCE_DIR/version" "$BUILD_DIR"'
                jobs:
                  migrate: { build: shop-build, command: 'echo migrating' }
                services:
                  web:
                    build: shop-build
                    command: 'exec "%s" -Xshare:auto -XX:TieredStopAtLevel=1 -cp "%s" %s'
                    health: /health
                    startLimit: 30
                  spare: { build: shop-build, command: 'exec tail -f /dev/null' }
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Path.of("target/test-classes").toAbsolutePath(),
                        ShopServer.class.getName());
    }

    /** Pull requests are built when they are asked for only. */
    private static void pullRequest(Path repository, int number, String how) throws IOException {
        commit(repository, "pull request " + number, how);
        git(repository, "update-ref", "refs/pull/" + number + "/head", "HEAD");
        git(repository, "reset", "-q", "--hard", "HEAD~1");
    }

    private static void commit(Path repository, String version, String how) throws IOException {
        Files.writeString(repository.resolve("how"), how + "\n");
        Files.writeString(repository.resolve("version"), version + "\n");
        git(repository, "add", "-A");
        git(repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", version);
    }

    private static void git(Path repository, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    Emulator emulator() {
        return emulator;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
