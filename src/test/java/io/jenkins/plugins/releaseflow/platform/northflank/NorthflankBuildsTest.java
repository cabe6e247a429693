package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NorthflankBuildsTest {
    private static final String A = "a".repeat(40);
    private static final String AB = "ab".repeat(20);
    private static final String C = "c".repeat(40);

    private final List<JsonNode> builds = Given.list(
            build("first", "main", A, "10:00:00Z", "SUCCESS"),
            build("third", "main", C, "10:00:00.500Z", "SUCCESS"),
            build("second", "main", AB, "10:00:00.25Z", "SUCCESS"),
            build("broken", "main", "d".repeat(40), "11:00:00Z", "FAILURE"),
            build("running", "main", "e".repeat(40), "12:00:00Z", "BUILDING"),
            build("other", "feature/x", "f".repeat(40), "13:00:00Z", "SUCCESS"),
            build("stuck", "stuck", "9".repeat(40), "13:00:00Z", "BUILDING"),
            "{'id':'pr','pullRequestId':7,'sha':'" + "7".repeat(40)
                    + "','createdAt':'2026-03-01T14:00:00Z','status':'SUCCESS','branch':null}");

    @Test
    void latestIsTheNewestBuildOfTheBranchThatSucceeded() {
        assertThat(NorthflankBuilds.choose(branch("main", "latest"), builds))
                .isEqualTo(new FoundBuild.Finished(new BuildPin("shop-build", "third", C, "main")))
                .extracting(found -> ((FoundBuild.Finished) found).pin().builtAt())
                .isEqualTo(Optional.of(Instant.parse("2026-03-01T10:00:00.500Z")));
        assertThat(choose(branch("feature/x", "latest"))).isEqualTo("other");
    }

    @Test
    void withoutABranchLatestIsTheNewestOfAll() {
        assertThat(choose(new BuildSelector(
                        "shop-build", Optional.empty(), Optional.empty(), "latest", Optional.empty())))
                .isEqualTo("pr");
    }

    @Test
    void aPullRequestHasItsOwnBuilds() {
        assertThat(choose(pullRequest(7))).isEqualTo("pr");
        assertThat(trouble(pullRequest(8)))
                .isEqualTo("pullRequest: build service 'shop-build' has no build of pull request '8'; it has builds of:"
                        + " 7");
    }

    @ParameterizedTest
    @CsvSource({"cccc, third", "CCCC, third", "abab, second", "aaaaaaa, first"})
    void aCommitMayBeAbbreviated(String commit, String id) {
        assertThat(choose(branch("main", commit))).isEqualTo(id);
    }

    @Test
    void anAbbreviationThatFitsTwoCommitsIsRefused() {
        assertThatThrownBy(() -> choose(branch("main", "a")))
                .isInstanceOfSatisfying(PlatformException.class, trouble -> assertThat(trouble.kind())
                        .isEqualTo(PlatformException.Kind.REJECTED))
                .hasMessage("commit: 'a' fits more than one commit: " + AB + ", " + A + ". Give more of it");
    }

    @Test
    void aCommitThatWasBuiltAgainIsItsNewestBuildThatSucceeded() {
        assertThat(NorthflankBuilds.choose(
                        branch("main", A),
                        Given.list(
                                build("earlier", "main", A, "10:00:00Z", "SUCCESS"),
                                build("again", "main", A, "11:00:00Z", "SUCCESS"),
                                build("again-broken", "main", A, "12:00:00Z", "CRASHED"),
                                build("again-running", "main", A, "13:00:00Z", "BUILDING"))))
                .isEqualTo(new FoundBuild.Finished(new BuildPin("shop-build", "again", A, "main")));
    }

    @Test
    void aBuildThatRunsGoesBeforeOneThatFailedLater() {
        FoundBuild found = NorthflankBuilds.choose(
                branch("main", A),
                Given.list(
                        build("running", "main", A, "10:00:00Z", "QUEUED"),
                        build("broken", "main", A, "11:00:00Z", "FAILURE")));
        assertThat(found)
                .isEqualTo(new FoundBuild.UnderWay(
                        new BuildPin("shop-build", "running", A, "main"),
                        new OperationReference(OperationKind.BUILD, "shop-build", "running", Map.of()),
                        "QUEUED"));
    }

    @Test
    void aBuildIdCountsAloneAndSoDoesWhetherItSucceeded() {
        assertThat(choose(id("first"))).isEqualTo("first");
        assertThat(NorthflankBuilds.choose(id("running"), builds)).isInstanceOf(FoundBuild.UnderWay.class);
        assertThat(NorthflankBuilds.choose(id("broken"), builds)).isInstanceOf(FoundBuild.Failed.class);
        assertThat(trouble(id("none"))).isEqualTo("buildId: there is no build of shop-build build none");
    }

    @Test
    void aCommitWhoseBuildFailedIsNotReplacedByAnother() {
        assertThat(NorthflankBuilds.choose(branch("main", "dddd"), builds))
                .isInstanceOfSatisfying(FoundBuild.Failed.class, failed -> {
                    assertThat(failed.pin().buildId()).isEqualTo("broken");
                    assertThat(failed.platformState()).isEqualTo("FAILURE");
                });
        assertThat(trouble(branch("main", "1234"))).startsWith("commit: there is no build of shop-build branch main");
    }

    @Test
    void aStateThatIsNotKnownIsWaitedForUntilItHasConcluded() {
        String build = "{'id':'new','branch':'main','sha':'" + A + "','status':'POLISHING','concluded':%s}";
        assertThat(NorthflankBuilds.choose(branch("main", A), Given.list(build.formatted("false"))))
                .isInstanceOf(FoundBuild.UnderWay.class);
        assertThat(NorthflankBuilds.choose(branch("main", A), Given.list(build.formatted("true"))))
                .isInstanceOf(FoundBuild.Failed.class);
    }

    @Test
    void aBranchThatWasNeverBuiltSaysWhichWere() {
        assertThat(NorthflankBuilds.choose(branch("stuck", "latest"), builds)).isInstanceOf(FoundBuild.UnderWay.class);
        assertThat(trouble(branch("mian", "latest")))
                .isEqualTo("branch: build service 'shop-build' has no build of branch 'mian'; it has builds of: main,"
                        + " feature/x, stuck");
    }

    @Test
    void aServiceWithoutBuildsSaysSo() {
        assertThat(NorthflankBuilds.choose(branch("main", "latest"), List.of()))
                .isEqualTo(new FoundBuild.None("build: build service 'shop-build' has no builds yet"));
    }

    private String choose(BuildSelector selector) {
        return ((FoundBuild.Finished) NorthflankBuilds.choose(selector, builds))
                .pin()
                .buildId();
    }

    private String trouble(BuildSelector selector) {
        return ((FoundBuild.None) NorthflankBuilds.choose(selector, builds)).why();
    }

    private static BuildSelector branch(String branch, String commit) {
        return new BuildSelector("shop-build", Optional.of(branch), Optional.empty(), commit, Optional.empty());
    }

    private static BuildSelector pullRequest(int number) {
        return new BuildSelector("shop-build", Optional.empty(), Optional.of(number), "latest", Optional.empty());
    }

    private static BuildSelector id(String id) {
        return new BuildSelector("shop-build", Optional.of("main"), Optional.empty(), "latest", Optional.of(id));
    }

    private static String build(String id, String branch, String sha, String at, String status) {
        return "{'id':'" + id + "','branch':'" + branch + "','sha':'" + sha + "','createdAt':'2026-03-01T" + at
                + "','status':'" + status + "'}";
    }
}
