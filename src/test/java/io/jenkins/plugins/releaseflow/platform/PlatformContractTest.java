package io.jenkins.plugins.releaseflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildRequest;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on with every platform. A platform's own test gives it a project with a job that has a build deployed, two services, an addon with data,
 * finished builds of two branches, and pull requests that nobody has built; each of their builds prints a line {@code building}.
 */
public abstract class PlatformContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LINES = 40;
    private static final String UNKNOWN = "no-such-thing";

    /** The platform under test, connected. */
    protected abstract Platform platform();

    protected abstract String job();

    protected abstract String service();

    /** A service that nothing else is tested on: it is left with a command that ends at once. */
    protected abstract String spareService();

    protected abstract String addon();

    /** A build service with finished builds of {@link #branch()} and {@link #otherBranch()}. */
    protected abstract String buildService();

    protected abstract String branch();

    protected abstract String otherBranch();

    protected abstract int pullRequestThatBuilds();

    /** Its build prints a line {@code no such file}. */
    protected abstract int pullRequestThatFailsToBuild();

    protected abstract int pullRequestThatBuildsEndlessly();

    /** Lets the platform process the next start, and lose its answer. */
    protected abstract void loseTheAnswerToTheNextStart();

    /** Lets the next start get lost before the platform hears of it. */
    protected abstract void loseTheNextStart();

    @Test
    void aConnectionThatIsRightPassesItsCheck() {
        assertThat(answer(platform().check())).isNull();
        assertThat(platform().description()).isNotBlank();
    }

    @Test
    void whatThereIsIsListedByKind() {
        PlatformContents contents = answer(platform().contents());

        assertThat(contents.name()).isNotBlank();
        assertThat(ids(contents, ResourceKind.ADDON)).contains(addon());
        assertThat(ids(contents, ResourceKind.JOB)).contains(job());
        assertThat(ids(contents, ResourceKind.SERVICE)).contains(service()).doesNotContain(buildService());
        assertThat(ids(contents, ResourceKind.BUILD_SERVICE))
                .contains(buildService())
                .doesNotContain(service());
    }

    @Test
    void buildsAreListedNewestFirstWithTheirBranches() {
        List<ListedBuild> builds = answer(platform().builds(buildService()));

        assertThat(builds).extracting(ListedBuild::branch).contains(branch(), otherBranch());
        assertThat(builds)
                .extracting(build -> build.createdAt().orElseThrow())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(builds).allSatisfy(build -> assertThat(build.commit()).isNotBlank());
        assertThat(answer(platform().branches(buildService()))).contains(branch(), otherBranch());
    }

    @Test
    void listsOfABuildServiceThatIsNotThereSayWhatThereIs() {
        assertThat(trouble(platform().builds(UNKNOWN)))
                .hasMessageStartingWith("build: there is no build service '" + UNKNOWN + "'");
        assertThat(trouble(platform().branches(UNKNOWN)).kind()).isEqualTo(PlatformException.Kind.NOT_FOUND);
    }

    private static List<String> ids(PlatformContents contents, ResourceKind kind) {
        return contents.of(kind).stream().map(ListedResource::id).toList();
    }

    @Test
    void aRunThatEndsWellHasSucceededAndStaysSo() {
        OperationReference run = start(run("echo fine"));
        OperationStatus end = end(run);
        assertThat(end.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(end.startedAt()).isPresent();
        assertThat(end.endedAt()).isPresent();
        assertThat(look(run)).isEqualTo(end);
    }

    @Test
    void aRunThatEndsBadlyHasFailedAndItsLogSaysWhy() {
        OperationReference run = start(run("echo fine; echo broken >&2; exit 7"));
        assertThat(end(run).phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(wholeLog(run)).contains("fine", "broken");
    }

    @Test
    void aRunHasTheCommandAndTheVariablesItWasanswer() {
        OperationReference run = start(new JobRunRequest(
                job(), Optional.of("echo \"$GREETING, world\""), Map.of("GREETING", "good 'morning'")));
        assertThat(end(run).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(wholeLog(run)).containsExactly("good 'morning', world");
    }

    @Test
    void aRunIsRunningUntilItIsStoppedAndIsThenNoSuccess() {
        OperationReference run = start(run("echo begun; exec tail -f /dev/null"));
        OperationStatus running = await(run, status -> status.phase() != OperationPhase.PENDING);
        assertThat(running.phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(running.endedAt()).isEmpty();
        answer(platform().stop(run));
        assertThat(end(run).phase()).isIn(OperationPhase.STOPPED, OperationPhase.FAILED);
    }

    @Test
    void whatHasEndedCannotBeStopped() {
        OperationReference run = start(run("true"));
        OperationStatus end = end(run);
        PlatformException trouble = trouble(platform().stop(run));
        assertThat(trouble.kind()).isIn(PlatformException.Kind.REJECTED, PlatformException.Kind.CONFLICT);
        assertThat(look(run)).isEqualTo(end);
    }

    @Test
    void aLogComesInOrderWithoutGapsAndRepetitionsWhileItIsWritten() {
        OperationReference run =
                start(run("i=0; while [ $i -lt " + LINES + " ]; do i=$((i+1)); echo line $i; done; echo end"));
        List<String> lines = new ArrayList<>();
        LogPosition position = LogPosition.start();
        long deadline = deadline();
        while (!lines.contains("end") && System.nanoTime() < deadline) {
            LogChunk chunk = answer(platform().log(run, position));
            lines.addAll(chunk.lines());
            position = chunk.next();
            pause();
        }
        assertThat(lines).hasSize(LINES + 1).startsWith("line 1", "line 2").endsWith("line " + LINES, "end");
        assertThat(answer(platform().log(run, position))).isEqualTo(new LogChunk(List.of(), position, false));
        assertThat(wholeLog(run)).isEqualTo(lines);
    }

    @Test
    void aRunWhoseAnswerWasLostIsFound() {
        JobRunRequest request = run("exec tail -f /dev/null");
        Baseline baseline = answer(platform().baseline(request));
        loseTheAnswerToTheNextStart();
        assertThat(trouble(platform().start(request, baseline)).mayHaveBeenProcessed())
                .isTrue();
        OperationReference found = found(request, baseline);
        assertThat(await(found, status -> status.phase() == OperationPhase.RUNNING))
                .isNotNull();
        assertThat(answer(platform().baseline(request)).operationIds())
                .hasSize(baseline.operationIds().size() + 1)
                .contains(found.id());
        answer(platform().stop(found));
        end(found);
    }

    @Test
    void anOperationThatAPersonNamesIsObservedUnderItsReference() {
        JobRunRequest request = run("true");
        Baseline baseline = answer(platform().baseline(request));
        OperationReference started = start(request);
        assertThat(platform().reference(request, baseline, started.id())).isEqualTo(started);
        assertThat(platform().link(started))
                .hasValueSatisfying(link -> assertThat(link).startsWith("http").endsWith("/" + started.id()));
        BackupRequest backup = backup("contract-named");
        OperationReference named = start(backup);
        assertThat(platform().reference(backup, Baseline.empty(), named.id())).isEqualTo(named);
        assertThat(end(named).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(end(started).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        OperationReference invented = platform().reference(request, baseline, "run-that-is-not-there");
        assertThat(look(invented).phase()).isEqualTo(OperationPhase.VANISHED);
    }

    @Test
    void aRunThatThePlatformNeverHeardOfIsNotFoundAmongOlderOnes() {
        JobRunRequest request = run("true");
        end(start(request));
        Baseline baseline = answer(platform().baseline(request));
        loseTheNextStart();
        assertThat(trouble(platform().start(request, baseline)).isPassing()).isTrue();
        assertThat(answer(platform().find(request, baseline))).isEqualTo(new FoundOperation.None());
    }

    @Test
    void aBackupSucceedsAndTellsItsSize() {
        BackupRequest request = backup("contract-size");
        OperationReference backup = start(request);
        assertThat(backup.kind()).isEqualTo(OperationKind.BACKUP);
        assertThat(backup.resource()).isEqualTo(addon());
        OperationStatus end = end(backup);
        assertThat(end.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(Long.parseLong(end.facts().get(OperationStatus.SIZE))).isPositive();
        assertThat(wholeLog(backup)).isNotEmpty();
    }

    @Test
    void aBackupWhoseAnswerWasLostIsFoundByItsName() {
        BackupRequest request = backup("contract-lost");
        Baseline baseline = answer(platform().baseline(request));
        loseTheAnswerToTheNextStart();
        assertThat(trouble(platform().start(request, baseline)).mayHaveBeenProcessed())
                .isTrue();
        start(backup("contract-another"));
        assertThat(end(found(request, baseline)).phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void aRestoreOfABackupSucceedsAndHasALog() {
        OperationReference backup = start(backup("contract-restored"));
        assertThat(end(backup).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        RestoreRequest request = new RestoreRequest(addon(), backup.id());
        OperationReference restore = start(request);
        assertThat(restore.kind()).isEqualTo(OperationKind.RESTORE);
        assertThat(platform().reference(request, Baseline.empty(), restore.id()))
                .isEqualTo(restore);
        OperationStatus end = end(restore);
        assertThat(end.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(end.startedAt()).isPresent();
        assertThat(end.endedAt()).isPresent();
        assertThat(wholeLog(restore)).isNotEmpty();
    }

    @Test
    void aRestoreWhoseAnswerWasLostIsFoundAsTheOnlyNewOneOfItsBackup() {
        OperationReference backup = start(backup("contract-restored-lost"));
        end(backup);
        RestoreRequest request = new RestoreRequest(addon(), backup.id());
        end(start(request));
        Baseline baseline = answer(platform().baseline(request));
        assertThat(answer(platform().find(request, baseline))).isEqualTo(new FoundOperation.None());
        loseTheAnswerToTheNextStart();
        assertThat(trouble(platform().start(request, baseline)).mayHaveBeenProcessed())
                .isTrue();
        assertThat(end(found(request, baseline)).phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void aBackupThatIsNotThereIsNamedBeforeAnythingIsRestored() {
        assertThat(trouble(platform().baseline(new RestoreRequest(addon(), UNKNOWN))))
                .hasMessageStartingWith("backup: ")
                .hasMessageContaining("'" + UNKNOWN + "'");
    }

    @Test
    void aDeploymentToAJobShowsAsDeployed() {
        BuildPin pin = resolve(branch());
        OperationReference deployment = start(new DeploymentRequest(Target.job(job()), pin, Optional.empty()));
        assertThat(end(deployment).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(answer(platform().deployed(Target.job(job())))).contains(pin);
    }

    @Test
    void aServiceGoesFromOneBuildToTheNextAndTheFirstDeploymentIsReplaced() {
        Target target = Target.service(service());
        BuildPin first = resolve(branch());
        OperationReference one = start(new DeploymentRequest(target, first, Optional.empty()));
        assertThat(end(one).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(answer(platform().deployed(target))).contains(first);
        BuildPin second = resolve(otherBranch());
        DeploymentRequest next = new DeploymentRequest(target, second, Optional.empty());
        Baseline baseline = answer(platform().baseline(next));
        assertThat(baseline.deployed()).contains(first);
        assertThat(answer(platform().find(next, baseline))).isEqualTo(new FoundOperation.None());
        OperationReference two = answer(platform().start(next, baseline));
        assertThat(answer(platform().find(next, baseline))).isEqualTo(new FoundOperation.One(two));
        assertThat(end(two).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(look(one).phase()).isEqualTo(OperationPhase.REPLACED);
    }

    @Test
    void aDeploymentThatIsNeverHealthyFails() {
        OperationReference deployment =
                start(new DeploymentRequest(Target.service(spareService()), resolve(branch()), Optional.of("exit 4")));
        OperationStatus end = end(deployment);
        assertThat(end.phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(end.message()).isNotBlank();
    }

    @Test
    void latestIsAPinOfItsBranch() {
        BuildPin pin = resolve(branch());
        assertThat(pin.buildService()).isEqualTo(buildService());
        assertThat(pin.branch()).isEqualTo(branch());
        assertThat(pin.commit()).matches("[0-9a-f]{40}");
        assertThat(answer(platform().resolve(select(Optional.empty(), pin.shortCommit(), Optional.empty()))))
                .isEqualTo(new FoundBuild.Finished(pin));
        assertThat(answer(
                        platform().resolve(select(Optional.empty(), BuildSelector.LATEST, Optional.of(pin.buildId())))))
                .isEqualTo(new FoundBuild.Finished(pin));
    }

    @Test
    void aBuildThatIsStartedSucceedsAndIsThenTheOneThatIsFound() {
        BuildSelector choice = select(pullRequestThatBuilds());
        BuildRequest request = BuildRequest.of(choice);
        assertThat(answer(platform().resolve(choice))).isInstanceOf(FoundBuild.None.class);
        Baseline baseline = answer(platform().baseline(request));
        OperationReference build = answer(platform().start(request, baseline));
        assertThat(platform().reference(request, baseline, build.id())).isEqualTo(build);
        assertThat(end(build).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(wholeLog(build)).contains("building");
        assertThat(answer(platform().resolve(choice)))
                .isInstanceOfSatisfying(
                        FoundBuild.Finished.class,
                        found -> assertThat(found.pin().buildId()).isEqualTo(build.id()));
        assertThat(trouble(platform().stop(build)).kind())
                .isIn(PlatformException.Kind.REJECTED, PlatformException.Kind.CONFLICT);
    }

    @Test
    void aBuildThatFailsHasFailedAndItsLogSaysWhyAlsoToThoseWhoLookForItLater() {
        BuildSelector choice = select(pullRequestThatFailsToBuild());
        OperationReference build = start(BuildRequest.of(choice));
        assertThat(end(build).phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(wholeLog(build)).contains("building", "no such file");
        assertThat(answer(platform().resolve(choice))).isInstanceOfSatisfying(FoundBuild.Failed.class, failed -> {
            assertThat(failed.reference()).isEqualTo(build);
            assertThat(failed.platformState()).isNotBlank();
        });
    }

    @Test
    void aBuildIsUnderWayUntilItIsStoppedAndOneWhoseAnswerWasLostIsFound() {
        BuildSelector choice = select(pullRequestThatBuildsEndlessly());
        BuildRequest request = BuildRequest.of(choice);
        Baseline baseline = answer(platform().baseline(request));
        assertThat(answer(platform().find(request, baseline))).isEqualTo(new FoundOperation.None());
        loseTheNextStart();
        assertThat(trouble(platform().start(request, baseline)).isPassing()).isTrue();
        assertThat(answer(platform().find(request, baseline))).isEqualTo(new FoundOperation.None());
        loseTheAnswerToTheNextStart();
        assertThat(trouble(platform().start(request, baseline)).mayHaveBeenProcessed())
                .isTrue();
        OperationReference build = found(request, baseline);
        await(build, status -> status.phase() == OperationPhase.RUNNING);
        assertThat(answer(platform().resolve(choice)))
                .isInstanceOfSatisfying(FoundBuild.UnderWay.class, underWay -> assertThat(underWay.reference())
                        .isEqualTo(build));
        assertThat(answer(platform().find(request, answer(platform().baseline(request)))))
                .isEqualTo(new FoundOperation.None());
        answer(platform().stop(build));
        assertThat(end(build).phase()).isEqualTo(OperationPhase.STOPPED);
    }

    @Test
    void aBuildOfABranchThatIsNotThereIsRefused() {
        BuildRequest request =
                new BuildRequest(buildService(), Optional.of(UNKNOWN), Optional.empty(), Optional.empty());
        assertThat(trouble(platform().start(request, answer(platform().baseline(request))))
                        .mayHaveBeenProcessed())
                .isFalse();
        assertMissing(
                platform()
                        .baseline(new BuildRequest(UNKNOWN, Optional.of(branch()), Optional.empty(), Optional.empty())),
                "build",
                buildService());
    }

    @Test
    void whatIsNotThereIsNamedByItsParameterWithWhatIsThereInstead() {
        assertMissing(platform().baseline(new JobRunRequest(UNKNOWN, Optional.empty(), Map.of())), "job", job());
        assertMissing(
                platform().baseline(new BackupRequest(UNKNOWN, BackupType.DUMP, Compression.GZ, "before")),
                "addon",
                addon());
        BuildPin pin = resolve(branch());
        assertMissing(
                platform().baseline(new DeploymentRequest(Target.service(UNKNOWN), pin, Optional.empty())),
                "service",
                service());
        assertMissing(
                platform().baseline(new DeploymentRequest(Target.job(UNKNOWN), pin, Optional.empty())), "job", job());
        assertMissing(platform().deployed(Target.service(UNKNOWN)), "service", service());
        assertMissing(
                platform()
                        .resolve(new BuildSelector(
                                UNKNOWN,
                                Optional.of(branch()),
                                Optional.empty(),
                                BuildSelector.LATEST,
                                Optional.empty())),
                "build",
                buildService());
        FoundBuild found =
                answer(platform().resolve(select(Optional.of(UNKNOWN), BuildSelector.LATEST, Optional.empty())));
        assertThat(((FoundBuild.None) found).why())
                .startsWith("branch: ")
                .contains("'" + UNKNOWN + "'")
                .contains(branch());
    }

    private static void assertMissing(CompletionStage<?> stage, String parameter, String instead) {
        PlatformException trouble = trouble(stage);
        assertThat(trouble.kind()).isEqualTo(PlatformException.Kind.NOT_FOUND);
        assertThat(trouble)
                .hasMessageStartingWith(parameter + ": ")
                .hasMessageContaining("'" + UNKNOWN + "'")
                .hasMessageContaining(instead);
    }

    @Test
    void operationsThatThePlatformDoesNotKnowHaveVanishedAndTheOthersShowAllTheSame() {
        OperationReference run = start(run("true"));
        end(run);
        OperationReference unknownRun = new OperationReference(OperationKind.JOB_RUN, job(), UNKNOWN, Map.of());
        OperationReference unknownJob = new OperationReference(OperationKind.JOB_RUN, UNKNOWN, UNKNOWN, Map.of());
        OperationReference unknownBuild =
                new OperationReference(OperationKind.BUILD, buildService(), UNKNOWN, Map.of());
        OperationReference unknownBackup = new OperationReference(OperationKind.BACKUP, addon(), UNKNOWN, Map.of());
        Map<OperationReference, OperationStatus> statuses =
                answer(platform().observe(Set.of(run, unknownRun, unknownJob, unknownBackup, unknownBuild)));
        assertThat(statuses).hasSize(5);
        assertThat(statuses.get(run).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(List.of(
                        statuses.get(unknownRun),
                        statuses.get(unknownJob),
                        statuses.get(unknownBackup),
                        statuses.get(unknownBuild)))
                .extracting(OperationStatus::phase)
                .containsOnly(OperationPhase.VANISHED);
        assertThat(trouble(platform().stop(unknownRun)).kind()).isEqualTo(PlatformException.Kind.NOT_FOUND);
        assertThat(answer(platform().observe(Set.of()))).isEmpty();
    }

    private JobRunRequest run(String command) {
        return new JobRunRequest(job(), Optional.of(command), Map.of());
    }

    private BackupRequest backup(String name) {
        return new BackupRequest(addon(), BackupType.DUMP, Compression.GZ, name);
    }

    private BuildPin resolve(String branch) {
        FoundBuild found =
                answer(platform().resolve(select(Optional.of(branch), BuildSelector.LATEST, Optional.empty())));
        return ((FoundBuild.Finished) found).pin();
    }

    private BuildSelector select(Optional<String> branch, String commit, Optional<String> buildId) {
        return new BuildSelector(buildService(), branch, Optional.empty(), commit, buildId);
    }

    private BuildSelector select(int pullRequest) {
        return new BuildSelector(
                buildService(), Optional.empty(), Optional.of(pullRequest), BuildSelector.LATEST, Optional.empty());
    }

    private OperationReference start(OperationRequest request) {
        return answer(platform().start(request, answer(platform().baseline(request))));
    }

    private OperationReference found(OperationRequest request, Baseline baseline) {
        FoundOperation found = answer(platform().find(request, baseline));
        assertThat(found).isInstanceOf(FoundOperation.One.class);
        return ((FoundOperation.One) found).reference();
    }

    private OperationStatus look(OperationReference reference) {
        return answer(platform().observe(Set.of(reference))).get(reference);
    }

    private OperationStatus end(OperationReference reference) {
        return await(reference, status -> status.phase().isEnd());
    }

    private OperationStatus await(OperationReference reference, Predicate<OperationStatus> condition) {
        long deadline = deadline();
        OperationStatus status = look(reference);
        while (!condition.test(status)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain; last seen: " + status);
            }
            pause();
            status = look(reference);
        }
        return status;
    }

    private List<String> wholeLog(OperationReference reference) {
        List<String> lines = new ArrayList<>();
        LogChunk chunk = answer(platform().log(reference, LogPosition.start()));
        lines.addAll(chunk.lines());
        while (chunk.more()) {
            chunk = answer(platform().log(reference, chunk.next()));
            lines.addAll(chunk.lines());
        }
        return lines;
    }

    private static long deadline() {
        return System.nanoTime() + LIMIT.toNanos();
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static PlatformException trouble(CompletionStage<?> stage) {
        Throwable failure = catchThrowable(() -> stage.toCompletableFuture().join());
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(PlatformException.class);
        return (PlatformException) failure.getCause();
    }
}
