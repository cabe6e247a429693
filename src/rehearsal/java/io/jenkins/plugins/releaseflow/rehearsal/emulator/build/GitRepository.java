package io.jenkins.plugins.releaseflow.rehearsal.emulator.build;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A git repository on this machine, read with the {@code git} command. */
final class GitRepository {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final String FIELDS =
            "%(refname)%1f%(objectname)%1f%(authorname)%1f%(committerdate:iso-strict)%1f%(contents:subject)";

    private final Path path;

    GitRepository(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** The branches with their newest commits, by name. */
    List<Head> branches() throws GitException {
        return heads("refs/heads/");
    }

    /** What lies under {@code refs/pull/NUMBER/head}, where git hosts keep pull requests. */
    List<Head> pullRequests() throws GitException {
        return heads("refs/pull/").stream()
                .filter(head -> head.name().matches("\\d{1,9}/head"))
                .map(head -> head.named(head.name().substring(0, head.name().indexOf('/'))))
                .toList();
    }

    private List<Head> heads(String namespace) throws GitException {
        List<Head> heads = new ArrayList<>();
        for (String line : git("for-each-ref", "--format=" + FIELDS, namespace).split("\n")) {
            String[] fields = line.split("\u001f", -1);
            if (fields.length == 5) {
                heads.add(new Head(
                        fields[0].substring(namespace.length()),
                        new Commit(
                                fields[1],
                                fields[2],
                                OffsetDateTime.parse(fields[3]).toInstant(),
                                fields[4])));
            }
        }
        return List.copyOf(heads);
    }

    /** Whether the repository has this commit. */
    boolean has(String sha) throws GitException {
        if (!SHA.matcher(sha).matches()) {
            return false;
        }
        return run("cat-file", "-e", sha + "^{commit}").code() == 0;
    }

    /** The command that puts a commit's files into a directory that does not exist yet. */
    List<List<String>> cloneCommands(String sha, Path directory) {
        return List.of(
                List.of("git", "clone", "--quiet", "--no-checkout", path.toString(), directory.toString()),
                List.of("git", "-C", directory.toString(), "checkout", "--quiet", "--detach", sha));
    }

    private String git(String... arguments) throws GitException {
        Answer answer = run(arguments);
        if (answer.code() != 0) {
            throw new GitException("git cannot read the repository " + path + ": "
                    + answer.output().strip());
        }
        return answer.output();
    }

    private Answer run(String... arguments) throws GitException {
        List<String> command = new ArrayList<>(List.of("git", "-C", path.toString()));
        command.addAll(List.of(arguments));
        if (!path.toFile().isDirectory()) {
            throw new GitException("there is no git repository at " + path);
        }
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
            forgetOuterRepository(builder);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException failure) {
            throw new GitException("git cannot be started (" + failure.getMessage() + "); install it");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new GitException("interrupted");
        }
    }

    /** Inside a git hook, git's variables name another repository. */
    private static void forgetOuterRepository(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(GitRepository::namesRepository);
    }

    static boolean namesRepository(String variable) {
        return List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
                .contains(variable);
    }

    private record Answer(int code, String output) {}

    /** A branch or pull request. */
    record Head(String name, Commit commit) {
        Head named(String other) {
            return new Head(other, commit);
        }
    }

    /** A commit with the first line of its message. */
    record Commit(String sha, String author, Instant date, String message) {}

    /** The repository could not be read; the message says why. */
    static final class GitException extends Exception {
        private static final long serialVersionUID = 1;

        GitException(String message) {
            super(message);
        }
    }
}
