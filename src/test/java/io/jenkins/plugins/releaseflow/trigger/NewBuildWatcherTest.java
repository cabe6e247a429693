package io.jenkins.plugins.releaseflow.trigger;

import static io.jenkins.plugins.releaseflow.trigger.Builds.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.SimulatedTime;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking for new builds costs little, however many jobs they start. */
class NewBuildWatcherTest {
    private static final TriggerSettings SETTINGS = TriggerSettings.standard();

    @TempDir
    private Path home;

    private final SimulatedTime time = new SimulatedTime();
    private final SteeredPlatform platform = new SteeredPlatform();
    private final List<String> started = new ArrayList<>();
    private final Map<String, JobOfTheHost> jobs = new HashMap<>();
    private boolean configured = true;
    private int asked;
    private NewBuildWatcher watcher;

    @BeforeEach
    void start() {
        ReleaseEngine engine = new ReleaseEngine(
                new Ledger(home),
                (environment, origin) -> platformOf(environment),
                EngineSettings::of,
                time,
                time.clock(),
                new Random(1));
        watcher = new NewBuildWatcher(
                engine, (environment, origin) -> platformOf(environment), any -> SETTINGS, time, new Random(2));
        platform.list(succeeded("b1:aa"));
    }

    @Test
    void aNewBuildStartsTheJobAtTheNextLook() {
        add("shop");
        time.pass(Duration.ofMinutes(1));
        platform.list(succeeded("b1:aa"), succeeded("b2:bb"));
        time.pass(Duration.ofMinutes(3));

        assertThat(started).containsExactly("shop b2");
    }

    @Test
    void aHundredJobsOfOneBuildServiceTakeThirtyRequestsAnHour() {
        for (int job = 0; job < 100; job++) {
            add("job-" + job);
        }
        time.pass(Duration.ofHours(1));
        platform.list(succeeded("b2:bb"), succeeded("b1:aa"));
        time.pass(Duration.ofMinutes(3));

        assertThat(started).hasSize(100);
        assertThat(platform.lists()).isLessThan(35);
    }

    @Test
    void aWordIsFollowedByALookAtOnceAndMakesLooksRare() {
        add("shop");
        time.pass(Duration.ofMinutes(1));
        platform.list(succeeded("b2:bb"), succeeded("b1:aa"));
        watcher.wake(any -> true, Set.of("api-build"));
        time.pass(Duration.ofSeconds(1));
        int looks = platform.lists();
        time.pass(Duration.ofHours(1));

        assertThat(started).containsExactly("shop b2");
        assertThat(platform.lists() - looks).isLessThan(7);
    }

    @Test
    void aWordOfSomethingElseIsNoReasonToLook() {
        add("shop");
        time.pass(Duration.ofMinutes(1));
        int looks = platform.lists();
        watcher.wake(any -> true, Set.of("other-build"));
        watcher.wake(any -> false, Set.of());
        time.pass(Duration.ofSeconds(1));

        assertThat(platform.lists()).isEqualTo(looks);
    }

    @Test
    void aJobThatIsWithdrawnIsNotStartedAndNobodyLooks() {
        Runnable withdraw = add("shop");
        time.pass(Duration.ofMinutes(1));
        withdraw.run();
        int looks = platform.lists();
        platform.list(succeeded("b2:bb"), succeeded("b1:aa"));
        time.pass(Duration.ofHours(1));

        assertThat(started).isEmpty();
        assertThat(platform.lists()).isEqualTo(looks);
    }

    @Test
    void aJobThatWasConfiguredAnewWithoutAWordIsNotStartedAndNobodyLooksAnyMore() {
        add("shop");
        time.pass(Duration.ofMinutes(1));
        jobs.get("shop").withdrawn = true;
        platform.list(succeeded("b2:bb"), succeeded("b1:aa"));
        time.pass(Duration.ofMinutes(3));
        int looks = platform.lists();
        time.pass(Duration.ofHours(1));

        assertThat(started).isEmpty();
        assertThat(platform.lists()).isEqualTo(looks);
    }

    @Test
    void aJobThatIsGoneIsNotWaitedForWhereItsPlatformIsNotConfigured() {
        configured = false;
        add("shop");
        time.pass(Duration.ofMinutes(1));
        jobs.get("shop").withdrawn = true;
        time.pass(Duration.ofMinutes(10));
        int before = asked;
        time.pass(Duration.ofHours(1));

        assertThat(asked).isEqualTo(before);
    }

    @Test
    void aJobThatIsAwayWhileJenkinsReadsItsJobsAgainIsStartedAfterwards() {
        add("shop");
        time.pass(Duration.ofMinutes(1));
        jobs.get("shop").there = false;
        platform.list(succeeded("b2:bb"), succeeded("b1:aa"));
        time.pass(Duration.ofMinutes(3));
        assertThat(started).isEmpty();

        jobs.get("shop").there = true;
        time.pass(Duration.ofMinutes(3));

        assertThat(started).containsExactly("shop b2");
    }

    @Test
    void whatIsKnownGoesWithTheJobsDirectory() throws Exception {
        add("shop");
        time.pass(Duration.ofMinutes(1));
        Files.move(home.resolve("shop"), home.resolve("store"));
        jobs.get("shop").move("store");
        platform.list(succeeded("b2:bb"), succeeded("b1:aa"));
        time.pass(Duration.ofMinutes(3));

        assertThat(started).containsExactly("shop b2");
        assertThat(home.resolve("shop")).doesNotExist();
    }

    @Test
    void aTriggerThatIsOffCostsNothing() {
        watcher.add(order("shop", BuildPolicy.NEVER), starter("shop"));
        time.pass(Duration.ofHours(1));

        assertThat(platform.lists()).isZero();
    }

    @Test
    void aPlatformThatIsConfiguredLaterIsLookedAtThen() {
        configured = false;
        add("shop");
        time.pass(Duration.ofMinutes(1));
        configured = true;
        watcher.configurationChanged();
        time.pass(Duration.ofSeconds(1));
        platform.list(succeeded("b2:bb"), succeeded("b1:aa"));
        time.pass(Duration.ofMinutes(3));

        assertThat(started).containsExactly("shop b2");
    }

    @Test
    void aPlatformThatDoesNotAnswerOnlyDelaysIt() {
        add("shop");
        time.pass(Duration.ofMinutes(1));
        platform.troubleLooks(
                Optional.of(new PlatformException(PlatformException.Kind.NO_ANSWER, "The connection broke")));
        platform.list(succeeded("b2:bb"), succeeded("b1:aa"));
        time.pass(Duration.ofMinutes(10));
        assertThat(started).isEmpty();

        platform.troubleLooks(Optional.empty());
        time.pass(Duration.ofMinutes(3));

        assertThat(started).containsExactly("shop b2");
    }

    private Runnable add(String job) {
        return watcher.add(order(job, BuildPolicy.CD_PROMOTE), starter(job));
    }

    private NewBuildOrder order(String job, BuildPolicy policy) {
        return new NewBuildOrder(
                "production",
                new Origin("", "", job, "", "main"),
                "api-build",
                Optional.of("main"),
                Optional.empty(),
                policy);
    }

    private JobStarter starter(String job) {
        JobOfTheHost known = new JobOfTheHost(job);
        jobs.put(job, known);
        return known;
    }

    /** A job that can be deleted, configured anew and moved. */
    private final class JobOfTheHost implements JobStarter {
        private final String name;
        private String folder;
        private boolean there = true;
        private boolean withdrawn;

        JobOfTheHost(String name) {
            this.name = name;
            move(name);
        }

        void move(String to) {
            folder = to;
            home.resolve(to).toFile().mkdirs();
        }

        @Override
        public boolean isWithdrawn() {
            return withdrawn;
        }

        @Override
        public Optional<Path> directory() {
            return there ? Optional.of(home.resolve(folder)) : Optional.empty();
        }

        @Override
        public boolean wasStartedFor(BuildPin build) {
            return false;
        }

        @Override
        public boolean start(BuildPin build) {
            return started.add(name + " " + build.buildId());
        }
    }

    private Platform platformOf(String environment) {
        asked++;
        if (!configured) {
            throw new IllegalArgumentException("environment: there is no environment '" + environment + "'");
        }
        return platform;
    }
}
