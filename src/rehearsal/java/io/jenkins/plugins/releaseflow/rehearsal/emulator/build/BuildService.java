package io.jenkins.plugins.releaseflow.rehearsal.emulator.build;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.GitRepository.GitException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.GitRepository.Head;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.ManagedProcess;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.BuildSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A build service of the emulated project. Thread-safe. */
public final class BuildService {

    private final String id;
    private final BuildSpec spec;
    private final Host host;
    private final GitRepository repository;
    private final BuildStore store;
    private final StateFile<BuildServiceState> state;
    private final int lastOfEarlierStarts;
    private final Map<String, BuildRun> running = new ConcurrentHashMap<>();
    private final List<Consumer<Build>> listeners = new CopyOnWriteArrayList<>();

    public BuildService(String id, BuildSpec spec, Path directory, Host host) {
        this.id = id;
        this.spec = spec;
        this.host = host;
        this.repository = new GitRepository(spec.repository());
        this.store = new BuildStore(directory, host.logClock());
        this.lastOfEarlierStarts = lastNumber();
        this.state = new StateFile<>(directory.resolve("build-service.json"), BuildServiceState.class);
        if (state.read().isEmpty()) {
            state.write(new BuildServiceState(host.clock().instant(), !spec.ci()));
        }
    }

    /** Ends what an earlier emulator was building when it was killed. */
    public void recover() {
        for (Build build : store.list()) {
            if (!build.status().isEnd()) {
                for (String stage : List.of("clone", "build")) {
                    ManagedProcess.reattach(store.process(build.id(), stage), store.log(build.id()), "build")
                            .end(host.grace());
                }
                store.log(build.id()).append("emulator", "the emulator ended during this build");
                store.write(build.with(BuildStatus.CRASHED, host.clock().instant()));
            }
        }
    }

    public String id() {
        return id;
    }

    public Instant createdAt() {
        return state.read().orElseThrow().createdAt();
    }

    /** Where the repository is. */
    public Path repository() {
        return repository.path();
    }

    /** Whether its images have a Procfile and processes. */
    public boolean isBuildpack() {
        return spec.buildpack();
    }

    /** Whether new commits wait for somebody to ask for their build. */
    public boolean disabledCi() {
        return state.read().orElseThrow().disabledCi();
    }

    /** Switches continuous integration off or on. */
    public synchronized void disableCi(boolean disabled) {
        state.write(new BuildServiceState(createdAt(), disabled));
    }

    /** Calls back, in a build thread, after each successful build. */
    public void onSuccess(Consumer<Build> listener) {
        listeners.add(listener);
    }

    /** The branches it builds. */
    public List<Branch> branches() {
        return heads(false).stream()
                .map(head -> new Branch(
                        head.name(),
                        head.commit().sha(),
                        head.commit().author(),
                        head.commit().date(),
                        head.commit().message()))
                .toList();
    }

    /** The open pull requests: what the repository has under {@code refs/pull/NUMBER/head}. */
    public List<PullRequest> pullRequests() {
        return heads(true).stream()
                .map(head -> new PullRequest(
                        Integer.parseInt(head.name()),
                        head.commit().sha(),
                        head.commit().date(),
                        head.commit().message()))
                .toList();
    }

    private List<Head> heads(boolean pullRequests) {
        try {
            return pullRequests
                    ? repository.pullRequests()
                    : repository.branches().stream().filter(this::isTracked).toList();
        } catch (GitException unreadable) {
            throw Refusal.invalid(unreadable.getMessage());
        }
    }

    private boolean isTracked(Head head) {
        return spec.branches().isEmpty() || spec.branches().stream().anyMatch(pattern -> matches(pattern, head.name()));
    }

    private static boolean matches(String pattern, String name) {
        return name.matches(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** The branch that is deployed when nothing has been yet: the first one the project file names. */
    public Optional<String> mainBranch() {
        return spec.branches().stream().filter(name -> !name.contains("*")).findFirst();
    }

    /**
     * Builds what is new on the tracked branches, what is built by another command now, and once what failed under an earlier emulator; does nothing when CI is off or the repository is not there yet.
     */
    public synchronized void checkForCommits() {
        if (disabledCi()) {
            return;
        }
        try {
            for (Head head : repository.branches()) {
                if (isTracked(head) && needsBuild(head)) {
                    queue(
                            Optional.of(head.name()),
                            Optional.empty(),
                            head.commit().sha());
                }
            }
        } catch (GitException notThereYet) {
            // Asking for the branches or for a build tells the user; a repository may be made later.
            return;
        }
    }

    private boolean needsBuild(Head head) {
        return store.list().stream()
                .filter(build -> build.branch().equals(Optional.of(head.name())))
                .filter(build -> build.sha().equals(head.commit().sha()))
                .filter(build -> build.command().map(spec.command()::equals).orElse(true))
                .allMatch(this::mayBeMended);
    }

    /** What was not built for a reason outside of the commit may be built now; once for each start, so that nothing is built over and over. */
    private boolean mayBeMended(Build build) {
        return build.status() == BuildStatus.CRASHED
                || build.status() == BuildStatus.FAILURE && build.number() <= lastOfEarlierStarts;
    }

    /** The newest builds of branches and pull requests, where they failed. */
    public List<Build> failed() {
        Map<List<Object>, Build> newest = new LinkedHashMap<>();
        store.list().forEach(build -> newest.putIfAbsent(List.of(build.branch(), build.pullRequest()), build));
        return newest.values().stream()
                .filter(build -> build.status() == BuildStatus.FAILURE)
                .toList();
    }

    /**
     * Builds a commit: the given one, or the newest of the branch or pull request.
     *
     * @throws Refusal unless exactly one of branch and pull request is given, and it and the commit exist
     */
    public synchronized Build start(Optional<String> branch, Optional<Integer> pullRequest, Optional<String> sha) {
        if (branch.isPresent() == pullRequest.isPresent()) {
            throw Refusal.invalid("a build needs exactly one of branch and pullRequestId");
        }
        String wanted = branch.orElseGet(() -> pullRequest.orElseThrow().toString());
        List<Head> heads = heads(pullRequest.isPresent());
        Head head = heads.stream()
                .filter(found -> found.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> branch.isPresent()
                        ? Refusal.missing("branch", "branch", wanted)
                        : Refusal.missing("pull request", "pullRequestId", wanted));
        String commit = sha.orElse(head.commit().sha());
        try {
            if (!repository.has(commit)) {
                throw Refusal.missing("commit", "sha", commit);
            }
        } catch (GitException unreadable) {
            throw Refusal.invalid(unreadable.getMessage());
        }
        return queue(branch, pullRequest, commit);
    }

    private Build queue(Optional<String> branch, Optional<Integer> pullRequest, String sha) {
        int number = lastNumber() + 1;
        String name =
                BuildNames.name(id, number, sha, taken -> store.find(taken).isPresent());
        Build build = new Build(
                name,
                number,
                branch,
                pullRequest,
                sha,
                Optional.of(spec.command()),
                host.clock().instant(),
                BuildStatus.QUEUED,
                Optional.empty());
        store.write(build);
        BuildRun run = new BuildRun(id, repository, spec.command(), store, host, build);
        running.put(name, run);
        host.build(() -> {
            Build ended = run.run();
            running.remove(name);
            if (ended.succeeded()) {
                listeners.forEach(listener -> listener.accept(ended));
            }
        });
        return build;
    }

    private int lastNumber() {
        return store.list().stream().mapToInt(Build::number).max().orElse(0);
    }

    /** All builds, newest first. */
    public List<Build> builds() {
        return store.list();
    }

    /** One build; refused with 404 when there is none of this id. */
    public Build build(String buildId) {
        return store.find(buildId).orElseThrow(() -> Refusal.missing("build", "buildId", buildId));
    }

    /** Stops a build. */
    public void abort(String buildId) {
        if (build(buildId).status().isEnd()) {
            throw Refusal.conflict("build-concluded", "The build has already ended");
        }
        Optional.ofNullable(running.get(buildId)).ifPresent(BuildRun::abort);
    }

    /** The newest successful build, of this branch and of this commit where they are given. */
    public Optional<Build> newest(Optional<String> branch, Optional<String> sha) {
        return store.list().stream()
                .filter(Build::succeeded)
                .filter(build -> branch.isEmpty() || build.branch().equals(branch))
                .filter(build -> sha.isEmpty() || build.sha().equals(sha.get()))
                .findFirst();
    }

    /** The directory that a successful build made; absolute, not to be changed. */
    public Path directory(String buildId) {
        return store.artifact(buildId);
    }

    /** The logs of one build, or of all. */
    public List<LogLine> log(Optional<String> buildId) {
        List<LogLine> lines = new ArrayList<>();
        store.list().stream()
                .filter(build -> buildId.isEmpty() || build.id().equals(buildId.get()))
                .forEach(build -> lines.addAll(store.log(build.id()).read()));
        return lines;
    }

    record BuildServiceState(Instant createdAt, boolean disabledCi) {}

    /** A branch with its newest commit. */
    public record Branch(String name, String sha, String author, Instant date, String message) {}

    /** A pull request with its newest commit. */
    public record PullRequest(int number, String sha, Instant date, String title) {}
}
