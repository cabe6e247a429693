package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.engine.ApprovalRule.Approver;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose approval counts. */
class ApprovalRuleTest {
    private static final Approver BOB = new Approver("bob", Set.of("developers"));
    private static final Approver EVE = new Approver("eve", Set.of("developers", "release-managers"));

    private final ApprovalRule rule = new ApprovalRule(List.of("ann", "release-managers"));

    @Test
    void whereNobodyHasToApproveNobodyIsAskedFor() {
        assertThat(new ApprovalRule(List.of()).approval("test", "", List.of())).isEmpty();
    }

    @Test
    void aUserWhoIsNamedMayApproveWhateverTheCase() {
        assertThat(rule.approval("production", "", List.of(new Approver("Ann", Set.of()))))
                .hasValue("Ann");
    }

    @Test
    void aMemberOfAGroupThatIsNamedMayApprove() {
        assertThat(rule.approval("production", "", List.of(BOB, EVE))).hasValue("eve");
    }

    @Test
    void anApprovalThatIsMissingIsRefusedWithTheWayToGetOne() {
        assertThatThrownBy(() -> rule.approval("production", "", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("approval: nobody approved this release; one to 'production' wants the approval of ann,"
                        + " release-managers. Ask for it before releaseFlow, with the step input");
    }

    @Test
    void approvalsOfOthersAreRefusedWithThoseWhoMay() {
        assertThatThrownBy(() -> rule.approval("production", "", List.of(BOB)))
                .hasMessage("approval: 'bob' may not approve releases to 'production'; who may: ann, release-managers");
    }

    @Test
    void aUserWhomTheJenkinsfileNamesHasToHaveAnswered() {
        assertThat(rule.approval("production", "EVE", List.of(BOB, EVE))).hasValue("eve");
        assertThatThrownBy(() -> rule.approval("production", "ann", List.of(EVE)))
                .hasMessage("approvedBy: 'ann' answered no input of this build; the approval of ann, release-managers"
                        + " counts where they answer the step input themselves");
    }
}
