package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackScriptActionTest {
    /** Jenkins folds a build into one of the same job that waits already, unless an action of it objects; the script would be lost. */
    @Test
    void aRollbackIsNeverFoldedIntoABuildThatWaits() {
        Queue.QueueAction action = new RollbackScriptAction("rollbackRelease to: 1");

        assertThat(action.shouldSchedule(List.of())).isTrue();
    }
}
