package io.jenkins.plugins.releaseflow.rehearsal.emulator.build;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.ManagedProcess;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Happening;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes one build: clones the commit, runs the command and publishes the directory in one step. */
final class BuildRun {

    private final String service;
    private final GitRepository repository;
    private final String command;
    private final BuildStore store;
    private final Host host;
    private final String container;
    private final LogFile log;
    private volatile boolean aborted;
    private Build build;

    BuildRun(String service, GitRepository repository, String command, BuildStore store, Host host, Build build) {
        this.service = service;
        this.repository = repository;
        this.command = command;
        this.store = store;
        this.host = host;
        this.build = build;
        this.container = "build-" + build.id();
        this.log = store.log(build.id());
    }

    /** Asks the build to stop; it does so soon. */
    void abort() {
        aborted = true;
    }

    /** Builds; blocks until the build has come to its end, and answers it. */
    Build run() {
        Path workplace = store.workplace(build.id());
        try {
            enter(make(workplace));
        } catch (IOException | UncheckedIOException failure) {
            log.append("emulator", "the build failed: " + failure.getMessage());
            enter(BuildStatus.FAILURE);
        }
        try {
            DurableFiles.delete(workplace);
        } catch (IOException leftForTheNextStart) {
            log.append("emulator", "cannot delete " + workplace);
        }
        return build;
    }

    private BuildStatus make(Path workplace) throws IOException {
        Path source = workplace.resolve("source");
        Path result = workplace.resolve("build");
        Files.createDirectories(result);
        enter(BuildStatus.CLONING);
        log.append("emulator", "Cloning " + repository.path() + " at " + build.sha());
        String clone = repository.cloneCommands(build.sha(), source).stream()
                .map(BuildRun::quoted)
                .collect(Collectors.joining(" && ", "unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\n", ""));
        if (!succeeds("clone", workplace, clone, Map.of())) {
            return end();
        }
        enter(BuildStatus.BUILDING);
        log.append("emulator", "Running " + command);
        Map<String, String> environment = Map.of(
                "SOURCE_DIR", source.toString(),
                "BUILD_DIR", result.toString(),
                "COMMIT", build.sha(),
                "BRANCH", build.branch().orElse(""),
                "BUILD_ID", build.id());
        if (!succeeds("build", source, command, environment)) {
            return end();
        }
        enter(BuildStatus.UPLOADING);
        protect(result);
        DurableFiles.publishDirectory(result, store.artifact(build.id()));
        log.append("emulator", "Stored the build " + build.id());
        return BuildStatus.SUCCESS;
    }

    private BuildStatus end() {
        return host.isClosing() ? BuildStatus.CRASHED : aborted ? BuildStatus.ABORTED : BuildStatus.FAILURE;
    }

    private boolean succeeds(String stage, Path directory, String script, Map<String, String> environment) {
        if (aborted || host.isClosing()) {
            return false;
        }
        ManagedProcess process =
                ManagedProcess.start(store.process(build.id(), stage), directory, script, environment, log, container);
        while (!process.awaitEnd(Host.LOOK_EVERY)) {
            process.drain();
            if (aborted || host.isClosing()) {
                process.end(host.grace());
            }
        }
        process.drain();
        if (aborted) {
            log.append("emulator", "Aborted");
            return false;
        }
        if (process.exitCode().orElse(1) != 0) {
            log.append(
                    "emulator",
                    "The " + stage + " command ended with "
                            + (process.exitCode().isPresent()
                                    ? "exit code " + process.exitCode().getAsInt()
                                    : "no exit code; it was killed"));
            return false;
        }
        return true;
    }

    private void enter(BuildStatus status) {
        build = build.with(status, host.clock().instant());
        store.write(build);
        event(status).ifPresent(event -> host.happened(new Happening("build:" + event, "service", service, told())));
    }

    private static Optional<String> event(BuildStatus status) {
        return switch (status) {
            case CLONING -> Optional.of("start");
            case SUCCESS -> Optional.of("success");
            case FAILURE, CRASHED -> Optional.of("failure");
            case ABORTED -> Optional.of("abort");
            case QUEUED, BUILDING, UPLOADING -> Optional.empty();
        };
    }

    private Map<String, Object> told() {
        Map<String, Object> told = new HashMap<>();
        told.put("id", build.id());
        build.branch().ifPresent(branch -> told.put("branch", branch));
        build.pullRequest().ifPresent(number -> told.put("pullRequestId", number));
        told.put("status", build.status().name());
        told.put("sha", build.sha());
        told.put("concluded", build.status().isEnd());
        told.put("createdAt", build.createdAt());
        return Map.of("build", told);
    }

    /** Keeps files from being changed by accident; directories stay writable so that anybody can delete them. */
    private static void protect(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toFile().setWritable(false)) {
                    throw new IOException("cannot make " + file + " read-only");
                }
            }
        }
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
