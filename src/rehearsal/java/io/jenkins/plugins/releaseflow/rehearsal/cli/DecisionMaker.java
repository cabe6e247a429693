package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.DoubtAnswer;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateDirectory;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlClient;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlFile;
import io.jenkins.plugins.releaseflow.release.Release;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Has decisions carried out by the rehearsal that is under way in a home; where none is, by an engine of its own, which can only write down what is over. */
final class DecisionMaker {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path home;
    private final Path jenkinsHome;

    DecisionMaker(Path home, Path jenkinsHome) {
        this.home = home;
        this.jenkinsHome = jenkinsHome;
    }

    ControlAnswer resolve(String environment, String number, String node, DoubtAnswer answer) {
        Optional<ControlAnswer> told = new ControlClient(new ControlFile(home))
                .post(
                        "environments/" + ControlClient.segment(environment) + "/releases/"
                                + ControlClient.segment(number) + "/nodes/" + ControlClient.segment(node) + "/resolve",
                        Map.of(
                                "resolution",
                                answer.resolution(),
                                "operation",
                                answer.operation(),
                                "reason",
                                answer.reason()));
        return told.orElseGet(() -> onTheLedger(control -> control.find(environment, number)
                .filter(Release::isOpen)
                .map(DecisionMaker::needsARehearsal)
                .orElseGet(() -> control.resolve(
                        environment, number, node, answer, System.getProperty("user.name", "developer")))));
    }

    private static ControlAnswer needsARehearsal(Release release) {
        return ControlAnswer.refused(
                HttpURLConnection.HTTP_CONFLICT,
                "Release " + release.id() + " is open, and no rehearsal is under way that could go on with it;"
                        + " start ./rehearse, which takes it up, and decide while it runs");
    }

    @SuppressWarnings("try") // it is there to be closed
    private ControlAnswer onTheLedger(Function<ReleaseControl, ControlAnswer> decision) {
        Path directory = jenkinsHome.resolve("release-flow");
        if (!Files.isDirectory(directory)) {
            throw new WrongUseException("--home: there are no releases in " + home + "; ./rehearse makes one");
        }
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        try (StateDirectory taken = RehearsalSession.take(jenkinsHome, home)) {
            ReleaseEngine engine = new ReleaseEngine(
                    new Ledger(directory),
                    (environment, origin) -> {
                        throw new IllegalArgumentException("environment: '" + environment
                                + "' has no platform now; start ./rehearse, and decide while it runs");
                    },
                    EngineSettings::of,
                    executor,
                    Clock.systemUTC(),
                    new SecureRandom());
            return decision.apply(new ReleaseControl(
                    engine,
                    (environment, origin) -> {
                        throw new IllegalArgumentException("environment: '" + environment + "' has no platform now");
                    },
                    PATIENCE));
        } finally {
            executor.shutdownNow();
        }
    }
}
