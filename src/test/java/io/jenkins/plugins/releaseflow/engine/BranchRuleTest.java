package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchRuleTest {

    @ParameterizedTest
    @CsvSource({
        "main, main",
        "release/*, release/1.4",
        "release/*, release/1.4/hotfix",
        "*-stable, 2.1-stable",
        "*, anything/at-all",
        "v1.*, v1.2",
    })
    void branchThatAPatternNamesMayRelease(String pattern, String branch) {
        assertThat(new BranchRule(List.of("other", pattern)).refusal("production", branch, false))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "main, maintenance",
        "main, domain",
        "main, Main",
        "release/*, release",
        "release/*, prerelease/1.4",
        "*-stable, 2.1-stable-2",
        "v1.2, v1x2",
        "feature[12], feature1",
    })
    void anyOtherBranchIsRefused(String pattern, String branch) {
        assertThat(new BranchRule(List.of(pattern)).refusal("production", branch, false))
                .isPresent();
    }

    @Test
    void refusalNamesTheBranchTheEnvironmentTheBranchesThatMayAndTheRemedy() {
        assertThat(new BranchRule(List.of("main", "release/*")).refusal("production", "spike", false))
                .contains(
                        "environment: branch 'spike' may not release to 'production'; branches that may: main, release/*."
                                + " Release from one of them, or add the branch to the environment's configuration");
    }

    @Test
    void withoutPatternsEveryBranchMayRelease() {
        assertThat(new BranchRule(List.of()).refusal("production", "spike", false))
                .isEmpty();
    }

    @Test
    void jobWithoutABranchIsNoneOfTheRulesBusiness() {
        assertThat(new BranchRule(List.of("main")).refusal("production", "", false))
                .isEmpty();
    }

    @Test
    void pullRequestFromAForkNeverMayWhateverItsBranchIsCalled() {
        assertThat(new BranchRule(List.of()).refusal("production", "main", true))
                .contains(
                        "environment: a pull request from a fork may not release to 'production'. Merge it, and release the"
                                + " branch that it was merged to");
        assertThat(new BranchRule(List.of("*")).refusal("production", "main", true))
                .isPresent();
    }
}
