package io.jenkins.plugins.releaseflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which builds are news. */
class NewBuildsTest {
    @ParameterizedTest
    @CsvSource({
        // what it is, policy, builds at the first look, at the second, what starts the job
        "nothing new, CD_PROMOTE, b1:aa, b1:aa, ''",
        "one more, CD_PROMOTE, b1:aa, b1:aa b2:bb, b2",
        "the very first, CD_PROMOTE, '', b1:aa, b1",
        "several: the newest, CD_PROMOTE, b1:aa, b1:aa b2:bb b3:cc, b3",
        "listed in another order, CD_PROMOTE, b1:aa, b3:cc b1:aa b2:bb, b3",
        "the same commit again, CD_PROMOTE, b1:aa, b1:aa b2:aa, ''",
        "a slow build of an older version, CD_PROMOTE, b1:aa b3:cc, b1:aa b2:bb b3:cc, ''",
        "several: each and oldest first, ALWAYS, b1:aa, b3:cc b2:bb b1:aa, b2 b3",
        "the same commit again, ALWAYS, b1:aa, b1:aa b2:aa, b2",
        "a slow build of an older version, ALWAYS, b1:aa b3:cc, b1:aa b2:bb b3:cc, b2",
        "an old one shows since a newer one is deleted, ALWAYS, b5:ee b6:ff, b4:dd b5:ee, ''",
        "the newest is deleted, CD_PROMOTE, b1:aa b2:bb, b1:aa, ''",
        "all are deleted, ALWAYS, b1:aa b2:bb, '', ''",
        "one more, NEVER, b1:aa, b1:aa b2:bb, ''",
    })
    void startTheJobByPolicy(String what, BuildPolicy policy, String first, String second, String started) {
        SeenBuilds before = NewBuilds.after(policy, build -> true, Optional.empty(), list(first));
        SeenBuilds after = NewBuilds.after(policy, build -> true, Optional.of(before), list(second));

        assertThat(before.pending()).as("nothing is news at the first look").isEmpty();
        assertThat(after.pending()).as(what).extracting(BuildPin::buildId).containsExactlyElementsOf(words(started));
    }

    @Test
    void oneThatWasDeletedAndIsSucceededByTheSameCommitIsNoPromotion() {
        SeenBuilds first = NewBuilds.after(BuildPolicy.CD_PROMOTE, build -> true, Optional.empty(), list("b2:bb"));
        SeenBuilds gone = NewBuilds.after(BuildPolicy.CD_PROMOTE, build -> true, Optional.of(first), list(""));
        SeenBuilds again = NewBuilds.after(BuildPolicy.CD_PROMOTE, build -> true, Optional.of(gone), list("b3:bb"));

        assertThat(again.pending()).isEmpty();
    }

    @Test
    void whatIsPendingStaysSoAndIsNotNewsAgain() {
        SeenBuilds first = NewBuilds.after(BuildPolicy.ALWAYS, build -> true, Optional.empty(), list("b1:aa"));
        SeenBuilds second = NewBuilds.after(BuildPolicy.ALWAYS, build -> true, Optional.of(first), list("b1:aa b2:bb"));
        SeenBuilds third = NewBuilds.after(BuildPolicy.ALWAYS, build -> true, Optional.of(second), list("b1:aa b2:bb"));

        assertThat(third).isEqualTo(second);
        assertThat(third.without("b2").pending()).isEmpty();
    }

    @Test
    void buildsOfOtherBranchesAndPullRequestsDoNotMatter() {
        SeenBuilds first = NewBuilds.after(BuildPolicy.ALWAYS, build -> false, Optional.empty(), list("b1:aa"));
        SeenBuilds second =
                NewBuilds.after(BuildPolicy.ALWAYS, build -> false, Optional.of(first), list("b1:aa b2:bb"));

        assertThat(second.pending()).isEmpty();
        assertThat(second.newest()).isEmpty();
    }

    private static List<SucceededBuild> list(String builds) {
        return words(builds).stream().map(Builds::succeeded).toList();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }
}
