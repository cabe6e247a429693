package io.jenkins.plugins.releaseflow.platform.northflank;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Git repository with one commit a branch. */
final class SmallRepository {
    private final Path directory;

    SmallRepository(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        git("init", "-q");
    }

    void commit(String branch, String version) throws IOException {
        git("checkout", "-q", "-b", branch);
        Files.writeString(directory.resolve("version"), version + "\n");
        git("add", "-A");
        git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", version);
    }

    private void git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }
}
