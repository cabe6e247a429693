package io.jenkins.plugins.releaseflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No build is lost, and none starts a job twice, whenever the host goes down. */
class TriggeredJobTest {
    @TempDir
    private Path directory;

    private final Host host = new Host();
    private TriggeredJob job;

    /** What a host remembers: runs survive a crash, its queue does not. */
    private final class Host implements JobStarter {
        private final List<String> queued = new ArrayList<>();
        private final Set<String> runs = new HashSet<>();
        private boolean disabled;
        private boolean losesIt;

        @Override
        public boolean isWithdrawn() {
            return false;
        }

        @Override
        public Optional<Path> directory() {
            return Optional.of(directory);
        }

        @Override
        public boolean wasStartedFor(BuildPin build) {
            return runs.contains(build.buildId());
        }

        @Override
        public boolean start(BuildPin build) throws IOException {
            if (losesIt) {
                throw new IOException("there is no such job just now");
            }
            return !disabled && queued.add(build.buildId());
        }
    }

    @BeforeEach
    void firstLook() {
        restart();
        look("b1:aa");
    }

    @Test
    void theFirstLookStartsNothingAndTheNextStartsWhatIsNew() {
        assertThat(host.queued).isEmpty();

        look("b1:aa", "b2:bb");
        look("b1:aa", "b2:bb");

        assertThat(host.queued).containsExactly("b2");
    }

    @Test
    void whatWasBuiltWhileTheHostWasDownIsNewAfterwards() {
        restart();
        look("b1:aa", "b2:bb");

        assertThat(host.queued).containsExactly("b2");
    }

    @Test
    void aQueueThatIsLostIsFilledAgain() {
        look("b1:aa", "b2:bb");
        host.queued.clear();
        restart();
        look("b1:aa", "b2:bb");

        assertThat(host.queued).containsExactly("b2");
    }

    @Test
    void aRunThatBeganBeforeTheCrashIsNotRepeated() {
        look("b1:aa", "b2:bb");
        host.queued.clear();
        host.runs.add("b2");
        restart();
        look("b1:aa", "b2:bb");
        restart();
        look("b1:aa", "b2:bb");

        assertThat(host.queued).isEmpty();
    }

    @Test
    void aRunThatBeganIsOverAlsoWhereItIsDeleted() {
        look("b1:aa", "b2:bb");
        job.isOver("b2");
        host.queued.clear();
        restart();
        look("b1:aa", "b2:bb");

        assertThat(host.queued).isEmpty();
    }

    @Test
    void aJobThatCannotBeBuiltIsNotStartedLater() {
        host.disabled = true;
        look("b1:aa", "b2:bb");
        host.disabled = false;
        restart();
        look("b1:aa", "b2:bb");

        assertThat(host.queued).isEmpty();
    }

    @Test
    void nothingIsStartedThatCannotBeKeptAndTheNextLookMakesUpForIt() throws IOException {
        Path inTheWay = directory.resolve("seen.json.new");
        Files.createDirectory(inTheWay);
        look("b1:aa", "b2:bb");
        assertThat(host.queued).isEmpty();

        Files.delete(inTheWay);
        look("b1:aa", "b2:bb");

        assertThat(host.queued).containsExactly("b2");
    }

    @Test
    void aJobThatTheHostLosesSightOfAsItIsStartedIsStartedAtTheNextLook() {
        host.losesIt = true;
        look("b1:aa", "b2:bb");
        host.losesIt = false;
        look("b1:aa", "b2:bb");

        assertThat(host.queued).containsExactly("b2");
    }

    @Test
    void aFileThatCannotBeReadMakesAFirstLookOfTheNext() throws IOException {
        Files.writeString(directory.resolve("seen.json"), "{\"v\":1,\"since\":\"no");
        restart();
        look("b1:aa", "b2:bb");
        look("b1:aa", "b2:bb", "b3:cc");

        assertThat(host.queued).containsExactly("b3");
    }

    @Test
    void theFileHasItsForm() throws IOException {
        look("b1:aa", "b2:bb");

        assertThat(Files.readString(directory.resolve("seen.json")))
                .isEqualTo(
                        "{\"v\":1,\"since\":\"2026-03-01T12:01:00Z\",\"seen\":[\"b1\",\"b2\"],"
                                + "\"newest\":{\"build\":\"api-build\",\"id\":\"b2\",\"commit\":\"bb\",\"branch\":\"main\",\"builtAt\":\"2026-03-01T12:02:00Z\"},"
                                + "\"pending\":[{\"build\":\"api-build\",\"id\":\"b2\",\"commit\":\"bb\",\"branch\":\"main\",\"builtAt\":\"2026-03-01T12:02:00Z\"}]}");
    }

    private void restart() {
        job = new TriggeredJob("shop", BuildPolicy.ALWAYS, build -> true, "seen.json", host, () -> {});
    }

    private void look(String... builds) {
        List<SucceededBuild> listed =
                Arrays.stream(builds).map(Builds::succeeded).toList();
        job.looked(listed);
    }
}
