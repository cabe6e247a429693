package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAccountTest {
    @Test
    void noServerEverRunsAsRoot(@TempDir Path directory) {
        ServerAccount account = ServerAccount.ofThisProcess(directory);
        boolean root = System.getProperty("user.name").equals("root");
        assertThat(account.user().isPresent()).isEqualTo(root);
        assertThat(account.command(List.of("postgres")))
                .endsWith("postgres")
                .hasSize(root ? 6 : 1)
                .doesNotContain("--reuid=root");
    }

    @Test
    void whereNoUserWithoutRightsCanBeUsedTheRemedyIsTold() {
        assertThatThrownBy(() -> ServerAccount.other(List.of("no-such-user")))
                .isInstanceOf(EmulatorException.class)
                .hasMessageContaining("none of the users no-such-user can be used")
                .hasMessageContaining("run this as another user");
    }

    @Test
    void aCommandOfOurOwnAccountStaysAsItIs() {
        assertThat(new ServerAccount(Optional.empty(), List.of()).command(List.of("initdb", "-D", "x")))
                .containsExactly("initdb", "-D", "x");
    }
}
