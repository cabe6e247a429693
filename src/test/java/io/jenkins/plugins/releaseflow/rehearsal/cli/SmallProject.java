package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project that takes no time: one commit, a build that only copies, an empty database and jobs that a shell runs. */
final class SmallProject {
    private final Path directory;

    SmallProject(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Path repository = Files.createDirectories(directory.resolve("repository"));
        Files.writeString(repository.resolve("version"), "1\n");
        git(repository, "init", "-q", "-b", "main");
        git(repository, "add", "-A");
        git(repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "one");
        Files.writeString(file(), """
                project: small
                environments:
                  test: { branches: [main] }
                addons:
                  data: { type: sqlite }
                builds:
                  app:
                    repository: repository
                    branches: [main]
                    command: cp version "$BUILD_DIR"
                jobs:
                  migrate:
                    build: app
                    command: cat version
                  prune:
                    build: app
                    command: cat version
                """);
    }

    /** The project file. */
    Path file() {
        return directory.resolve("rehearsal.yaml");
    }

    /** A scripted Jenkinsfile of these lines. */
    Path jenkinsfile(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    }

    /** A Jenkinsfile that releases to the environment {@code test} with this step. */
    Path releasing(String name, String... steps) throws IOException {
        return jenkinsfile(
                name, "releaseFlow(environment: 'test') {", "    " + String.join("\n    ", List.of(steps)), "}");
    }

    /** The newest commit. */
    String commit() throws IOException {
        return git(directory.resolve("repository"), "rev-parse", "HEAD").strip();
    }

    private static String git(Path repository, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("git", "-C", repository.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        Process git = builder.start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.onExit().join().exitValue() != 0) {
            throw new IOException(builder.command() + ": " + output);
        }
        return output;
    }
}
