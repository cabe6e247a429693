package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log that can't be kept beside the record costs only the log: the node ends as what its work came to. */
@Timeout(60)
class LogsThatCannotBeKeptTest {
    @TempDir
    private Path home;

    private EngineFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EngineFixture(home);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0} is a {1}, the run {2}")
    @CsvSource({
        "logs, file, SUCCEEDED, COMPLETED",
        "logs, file, FAILED, FAILED",
        "logs/n1.log, folder, SUCCEEDED, COMPLETED",
        "logs/n1.log, folder, FAILED, FAILED",
        "logs/n1.log.position, folder, SUCCEEDED, COMPLETED",
        "logs/n1.log.position, folder, FAILED, FAILED"
    })
    void theNodeEndsAsWhatItCameTo(String path, String obstacle, OperationPhase phase, NodeState state)
            throws IOException {
        ReleaseId release = fixture.open("v1");
        Path blocked = home.resolve("environments/production/releases/1").resolve(path);
        Files.createDirectories(blocked.getParent());
        if (obstacle.equals("file")) {
            Files.writeString(blocked, "");
        } else {
            Files.createDirectories(blocked);
        }
        fixture.platform().print("Migrating schema to version 2");

        CompletionStage<Node> node = fixture.run(release, migrate());
        awaitUntil(() -> fixture.platform().starts().size() == 1);
        fixture.platform().end("migrate-1", phase);

        assertThat(join(node).state()).isEqualTo(state);
        assertThat(String.join("\n", fixture.console())).contains("Migrating schema to version 2");
        join(node).failure().ifPresent(failure -> assertThat(failure.logTail())
                .containsExactly("Migrating schema to version 2"));
    }

    private static NodeOrder migrate() {
        return new NodeOrder(
                "n1",
                new NodeWork.RunJob("migrate", Optional.empty(), Map.of()),
                NodeTerms.of(Duration.ofMinutes(1), OnAbort.DETACH));
    }
}
