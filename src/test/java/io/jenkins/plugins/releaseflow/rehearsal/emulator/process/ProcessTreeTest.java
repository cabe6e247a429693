package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    @Test
    void noShellCanGoOnWithItsNextCommandSinceItIsAskedToEndBeforeThePresentOne() {
        List<Long> asked = new ArrayList<>();
        ProcessHandle command = new ListedProcess(1, List.of(), asked);
        ProcessHandle shell = new ListedProcess(2, List.of(command), asked);
        ProcessHandle root = new ListedProcess(3, List.of(shell), asked);

        assertThat(ProcessTree.end(root, Duration.ZERO)).isTrue();

        assertThat(asked).containsExactly(3L, 2L, 1L);
    }
}
