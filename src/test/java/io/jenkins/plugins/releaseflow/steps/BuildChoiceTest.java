package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.EnvVars;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which builds are meant, by the parameters and by the job. */
class BuildChoiceTest {
    private static final JobBranch MAIN = JobBranch.of(new EnvVars(Map.of("BRANCH_NAME", "main")));
    private static final JobBranch PULL_REQUEST =
            JobBranch.of(new EnvVars(Map.of("BRANCH_NAME", "PR-12", "CHANGE_ID", "12", "CHANGE_BRANCH", "feature")));
    private static final JobBranch OF_A_HOST_WITHOUT_NUMBERS =
            JobBranch.of(new EnvVars(Map.of("BRANCH_NAME", "change", "CHANGE_ID", "I8f3e/2")));

    @ParameterizedTest
    @CsvSource({
        // branch, pullRequest, commit, buildId, buildIfMissing, what is chosen
        "'', 0, latest, '', false, app branch main commit latest",
        "'', 0, '', '', true, app branch main commit latest",
        "other, 0, latest, '', false, app branch other commit latest",
        "*, 0, latest, '', false, app commit latest",
        "'', 7, latest, '', false, app pull request 7 commit latest",
        "'', 0, 4f2c91a, '', false, app commit 4f2c91a",
        "'', 0, 0123456789012345678901234567890123456789, '', true, app branch main commit 0123456789012345678901234567890123456789",
        "'', 0, latest, b-1, false, app build b-1",
    })
    void aJobOfABranchTakesBuildsOfThatBranchUnlessToldOtherwise(
            String branch, int pullRequest, String commit, String buildId, boolean buildIfMissing, String chosen) {
        BuildChoice choice = choice(branch, pullRequest, commit, buildId, buildIfMissing);

        assertThat(choice.selector(MAIN).text()).isEqualTo(chosen);
    }

    @Test
    void aJobOfAPullRequestTakesItsBuilds() {
        assertThat(choice("", 0, "latest", "", true).selector(PULL_REQUEST).text())
                .isEqualTo("app pull request 12 commit latest");
    }

    @Test
    void aJobThatSaysNothingTakesAnyBuild() {
        BuildChoice choice = choice("", 0, "latest", "", false);

        assertThat(choice.selector(JobBranch.NONE).text()).isEqualTo("app commit latest");
        assertThat(choice.selector(OF_A_HOST_WITHOUT_NUMBERS).text()).isEqualTo("app commit latest");
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "*, 0"})
    void whatIsToBeBuiltHasToBeKnown(String branch, int pullRequest) {
        BuildChoice choice = choice(branch, pullRequest, "latest", "", true);

        assertThatThrownBy(() -> choice.selector(JobBranch.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("buildIfMissing: needs to know what to build");
    }

    private static BuildChoice choice(
            String branch, int pullRequest, String commit, String buildId, boolean buildIfMissing) {
        BuildChoice choice = new BuildChoice();
        choice.build = "app";
        choice.branch = branch;
        choice.pullRequest = pullRequest;
        choice.commit = commit;
        choice.buildId = buildId;
        choice.buildIfMissing = buildIfMissing;
        return choice;
    }
}
