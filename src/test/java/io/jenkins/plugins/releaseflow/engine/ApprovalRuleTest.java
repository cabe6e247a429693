package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose approval counts. */
class ApprovalRuleTest {
    private final ApprovalRule rule = new ApprovalRule(List.of("ann", "release-managers"));

    @Test
    void whereNobodyHasToApproveNobodyIsAskedFor() {
        assertThat(new ApprovalRule(List.of()).refusal("test", "", Set.of())).isEmpty();
    }

    @Test
    void aUserWhoIsNamedMayApproveWhateverTheCase() {
        assertThat(rule.refusal("production", "Ann", Set.of())).isEmpty();
    }

    @Test
    void aMemberOfAGroupThatIsNamedMayApprove() {
        assertThat(rule.refusal("production", "bob", Set.of("developers", "release-managers")))
                .isEmpty();
    }

    @Test
    void anApprovalThatIsMissingIsRefusedWithTheWayToGetOne() {
        assertThat(rule.refusal("production", "", Set.of()))
                .hasValue(
                        "approvedBy: is missing; a release to 'production' wants the approval of ann, release-managers."
                                + " Ask for it with input, and tell releaseFlow who gave it: approvedBy: …");
    }

    @Test
    void anApprovalOfSomebodyElseIsRefusedWithThoseWhoMay() {
        assertThat(rule.refusal("production", "bob", Set.of("developers")))
                .hasValue("approvedBy: 'bob' may not approve releases to 'production'; who may: ann, release-managers");
    }
}
